package io.insideout.retail;

import static io.insideout.retail.RetailText.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same invoices in every form that a CSV file takes, and files that are none.
class FileFormsTest {
  private static final String LINES =
      """
      1,85123A,WHITE "HEART" HOLDER,6,2010-12-01T08:26:00,2.55,17850,United Kingdom
      1,85123a,"DECOUPAGE,GREETING ""CARD""\",12,2010-12-01T08:26:00,0.421,17850,United Kingdom
      2,22423,"TWO
      LINES",1,2010-12-01T08:27:00,12.75,,EIRE
      """;
  private static final String TEXT = HEADER + "\n" + LINES;

  @TempDir Path directory;

  @Test
  void quotesCommasAndLineBreaksAreReadByRfc4180() {
    List<Invoice> invoices = RetailText.invoices(RetailText.survey(directory, TEXT));
    assertThat(invoices)
        .flatExtracting(Invoice::lines)
        .extracting(InvoiceLine::description)
        .containsExactly("WHITE \"HEART\" HOLDER", "DECOUPAGE,GREETING \"CARD\"", "TWO LINES");
    assertThat(invoices)
        .flatExtracting(Invoice::lines)
        .extracting(InvoiceLine::lineNumber)
        .containsExactly(2L, 3L, 4L);
  }

  @Test
  void theFormMakesNoDifference() {
    List<Invoice> expected = RetailText.invoices(RetailText.survey(directory, TEXT));
    assertThat(expected).hasSize(2);
    byte[] plain = TEXT.getBytes(StandardCharsets.UTF_8);
    for (byte[] form :
        List.of(
            RetailText.gzip(TEXT),
            RetailText.gzip(TEXT.replace("\n", "\r\n")),
            TEXT.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
            TEXT.replace("\n", "\r").getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8),
            TEXT.stripTrailing().getBytes(StandardCharsets.UTF_8),
            TEXT.replace("T08:", " 08:").getBytes(StandardCharsets.UTF_8),
            concatenated(
                RetailText.gzip(TEXT.substring(0, 150)), RetailText.gzip(TEXT.substring(150))),
            plain)) {
      RetailFile file = RetailText.survey(directory, form);
      assertThat(RetailText.invoices(file)).isEqualTo(expected);
      assertThat(file.summary().lines()).isEqualTo(3).isEqualTo(file.summary().accountedLines());
      assertThat(file.summary().endedEarly()).isEmpty();
    }
  }

  @Test
  void columnsAreFoundByNameAndOthersAreLeftAlone() {
    String text =
        """
        Country,Note,UnitPrice,"InvoiceDate",Quantity, Description ,StockCode,InvoiceNo,CustomerID
        France,hello,2.55,2010-12-01T08:26:00,6,LANTERN,71053,536365,12583
        """;
    assertThat(RetailText.invoices(RetailText.survey(directory, text)))
        .singleElement()
        .satisfies(
            invoice ->
                assertThat(invoice.lines())
                    .containsExactly(
                        new InvoiceLine(
                            2,
                            "536365",
                            "71053",
                            "LANTERN",
                            6,
                            1_291_191_960_000_000L,
                            2_550_000,
                            "12583",
                            "France")));
  }

  @Test
  void aHeaderAloneIsAFileWithoutInvoices() {
    RetailFile file = RetailText.survey(directory, HEADER);
    assertThat(file.summary().lines()).isZero();
    assertThat(file.products()).isEmpty();
    assertThat(RetailText.invoices(file)).isEmpty();
  }

  @Test
  void missingColumnsAreNamedAndWhatIsExpectedIsListed() {
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> RetailText.survey(directory, TEXT.replace("UnitPrice", "Price")))
        .withMessageContaining("retail.csv")
        .withMessageContaining("no column UnitPrice ")
        .withMessageContaining(HEADER);
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> RetailText.survey(directory, TEXT.replace("Description", "Quantity")))
        .withMessageContaining("no column Description ");
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> RetailText.survey(directory, HEADER + ",Quantity\n"))
        .withMessageContaining("more than one column Quantity ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\uFEFF", "hello", "a;b;c\n1;2;3\n", "\"InvoiceNo"})
  void whatHasNoHeaderIsRefused(String text) {
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> RetailText.survey(directory, text))
        .withMessageContaining("is not a file of invoice lines")
        .withMessageContaining(HEADER);
  }

  @Test
  void aBinaryFileIsRefused() {
    byte[] noise = new byte[300_000];
    new Random(7).nextBytes(noise);
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> RetailText.survey(directory, noise));
    Arrays.fill(noise, (byte) 0);
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> RetailText.survey(directory, noise));
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> RetailText.survey(directory, TEXT.getBytes(StandardCharsets.UTF_16LE)));
  }

  @Test
  void whatIsNoFileIsRefusedWithItsName() {
    Path missing = directory.resolve("none.csv");
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> RetailFile.survey(missing))
        .withMessage(missing + " cannot be read: there is no such file");
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> RetailFile.survey(directory))
        .withMessage(directory + " cannot be read: it is a directory");
  }

  @Test
  void aFileThatChangedSinceItWasSurveyedIsToldAtItsEnd() throws IOException {
    RetailFile file = RetailText.survey(directory, TEXT);
    Files.writeString(directory.resolve("retail.csv"), TEXT + LINES.replace("1,", "3,"));
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> RetailText.invoices(file))
        .withMessageContaining("has changed: 3 lines when it was surveyed, 6 now");
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
