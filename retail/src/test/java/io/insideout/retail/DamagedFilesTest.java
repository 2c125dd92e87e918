package io.insideout.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.insideout.retail.BrokenLine.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real week, truncated and mutilated: what can be read is read, every line is accounted for,
/// and nothing but the declared exception is ever thrown.
class DamagedFilesTest {
  private static byte[] gzip;
  private static byte[] plain;
  private static List<Invoice> whole;

  @TempDir Path directory;

  @BeforeAll
  static void readWeek() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RetailFile.class.getResourceAsStream("online-retail-week.csv.gz"))) {
      gzip = in.readAllBytes();
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      plain = in.readAllBytes();
    }
    whole = RetailText.invoices(RetailFile.bundledWeek());
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 20_000, 100_000, 200_000, 249_000})
  void ofATruncatedGzipAllWholeInvoicesAreRead(int bytes) {
    RetailFile file = RetailText.survey(directory, Arrays.copyOf(gzip, bytes));
    Summary summary = file.summary();
    assertThat(summary.endedEarly()).isPresent();
    assertThat(summary.accountedLines()).isEqualTo(summary.lines());
    assertThat(summary.brokenLines().keySet()).isSubsetOf(Reason.CUT_SHORT);
    assertThat(summary.allBrokenLines()).isLessThanOrEqualTo(1);
    List<Invoice> invoices = RetailText.invoices(file);
    assertThat(invoices).isNotEmpty();
    int certain = invoices.size() - 1;
    assertThat(invoices.subList(0, certain)).isEqualTo(whole.subList(0, certain));
  }

  @Test
  void aTruncatedLineIsNeverTakenForAWholeOne() throws IOException {
    String text =
        """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,CustomerID,Country,UnitPrice
        1,A,X,1,2010-12-01T08:26:00,17850,United Kingdom,12.55
        1,B,X,1,2010-12-01T08:26:00,17850,United Kingdom,12.55
        """;
    // One byte less and 12.55 would be 12.5: only the line's missing end tells.
    for (int missing = 1; missing < 4; missing++) {
      byte[] cut = stored(text, text.length() - missing);
      Summary summary = RetailText.survey(directory, cut).summary();
      assertThat(summary.brokenExamples())
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.lineNumber()).isEqualTo(3);
                assertThat(line.reason()).isEqualTo(Reason.CUT_SHORT);
              });
      assertThat(summary.total().orders()).isEqualTo(new Figures(1, 1, 1, 12_550_000));
      assertThat(summary.accountedLines()).isEqualTo(summary.lines()).isEqualTo(2);
    }
    Summary summary = RetailText.survey(directory, stored(text, text.length())).summary();
    assertThat(summary.endedEarly()).isPresent();
    assertThat(summary.total().orders().lines()).isEqualTo(2);
  }

  @Test
  void aTruncatedLineIsNeverTakenForTheEndOfAFieldOfManyLines() throws IOException {
    String text =
        """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,CustomerID,Country,UnitPrice
        1,B,X,1,2010-12-01T08:26:00,17850,"United
        Kingdom",12.55
        """;
    assertThat(RetailText.survey(directory, text).summary().total().orders().lines()).isEqualTo(1);
    Summary summary = RetailText.survey(directory, stored(text, text.length() - 2)).summary();
    assertThat(summary.brokenExamples())
        .extracting(BrokenLine::reason)
        .containsExactly(Reason.BAD_QUOTES, Reason.CUT_SHORT);
    assertThat(summary.total().orders()).isEqualTo(Figures.NONE);
  }

  @Test
  void aGzipWithoutItsTrailerHasAllInvoicesAndIsToldAllTheSame() {
    RetailFile file = RetailText.survey(directory, Arrays.copyOf(gzip, gzip.length - 4));
    assertThat(file.summary().endedEarly()).isPresent();
    assertThat(RetailText.invoices(file)).isEqualTo(whole);
  }

  @Test
  void aGzipCutAnywhereInItsFirstBytesIsRefusedOrRead() {
    for (int bytes = 0; bytes < 300; bytes++) {
      surveyOrRefuse(Arrays.copyOf(gzip, bytes), "cut to " + bytes);
    }
  }

  @Test
  void aGzipWithDamagedBytesIsReadUpToThem() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      byte[] damaged = Arrays.copyOf(gzip, 40_000);
      int at = 100 + random.nextInt(30_000);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      surveyOrRefuse(damaged, "byte " + at + ", seed " + seed);
    }
  }

  @Test
  void anyMutationOfAFileIsAccountedForToTheLastLine() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      int start = random.nextInt(plain.length - 20_000);
      String header = RetailText.HEADER + "\n";
      String lines = new String(plain, start, 10_000, StandardCharsets.UTF_8);
      byte[] bytes = (header + lines).getBytes(StandardCharsets.UTF_8);
      int mutations = 1 + random.nextInt(60);
      for (int i = 0; i < mutations; i++) {
        bytes = mutated(bytes, random);
      }
      surveyOrRefuse(bytes, "round " + round + ", seed " + seed);
    }
  }

  private void surveyOrRefuse(byte[] bytes, String what) {
    assertThatNoException()
        .as(what)
        .isThrownBy(
            () -> {
              RetailFile file;
              try {
                file = RetailText.survey(directory, bytes);
              } catch (RetailFileException declared) {
                return;
              }
              Summary summary = file.summary();
              assertThat(summary.accountedLines()).as(what).isEqualTo(summary.lines());
              Breakdown streamed =
                  RetailText.invoices(file).stream()
                      .map(Breakdown::of)
                      .reduce(Breakdown.NONE, Breakdown::plus);
              assertThat(streamed).as(what).isEqualTo(summary.total());
              assertThat(summary.total().orders().units())
                  .as(what)
                  .isEqualTo(file.unitsOrdered().values().stream().mapToLong(units -> units).sum());
            });
  }

  /// A gzip file that ends after so many bytes of the text, which stands in it uncompressed.
  private static byte[] stored(String text, int length) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.NO_COMPRESSION);
          }
        }) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    int start = new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1).indexOf("InvoiceNo");
    return Arrays.copyOf(bytes.toByteArray(), start + length);
  }

  /// What happens to files: bytes are lost, doubled, changed, and become what the format is made
  /// of.
  private static byte[] mutated(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(1 + random.nextInt(30), bytes.length - at);
    byte[] special = {'"', ',', '\n', '\r', 0, (byte) 0xff, '-', '0', 'C', '.'};
    return switch (random.nextInt(4)) {
      case 0 -> spliced(bytes, at, at + length, new byte[0]);
      case 1 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      case 2 -> spliced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
      default -> spliced(bytes, at, at, new byte[] {special[random.nextInt(special.length)]});
    };
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
    byte[] result = new byte[bytes.length - (to - from) + between.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(between, 0, result, from, between.length);
    System.arraycopy(bytes, to, result, from + between.length, bytes.length - to);
    return result;
  }
}
