package io.insideout.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.insideout.retail.BrokenLine.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A broken line costs itself only, and is told with its number and reason.
class BrokenLinesTest {
  private static final String GOOD = "1,A1,LANTERN,2,2010-12-01T08:26:00,2.55,17850,United Kingdom";
  private static final String LAST = "2,A2,\"CUP, SAUCER\",3,2010-12-01T08:27:00,0.85,,France";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          WRONG_NUMBER_OF_FIELDS | 1,A1,X,2,2010-12-01T08:26:00,2.55,17850
          WRONG_NUMBER_OF_FIELDS | 1,A1,X,Y,2,2010-12-01T08:26:00,2.55,17850,United Kingdom
          WRONG_NUMBER_OF_FIELDS | x
          BAD_QUOTES | 1,A1,"X,2,2010-12-01T08:26:00,2.55,17850,United Kingdom
          BAD_QUOTES | 1,A1,"X"Y,2,2010-12-01T08:26:00,2.55,17850,United Kingdom
          BAD_QUOTES | 1,A1,"SMALL" CUP,2,2010-12-01T08:26:00,2.55,17850,"United Kingdom
          NO_INVOICE_NUMBER | ,A1,X,2,2010-12-01T08:26:00,2.55,17850,United Kingdom
          NO_STOCK_CODE | 1,  ,X,2,2010-12-01T08:26:00,2.55,17850,United Kingdom
          UNREADABLE_KEY | 1,A\u00071,X,2,2010-12-01T08:26:00,2.55,17850,United Kingdom
          UNREADABLE_KEY | 1,A\ufffd1,X,2,2010-12-01T08:26:00,2.55,17850,United Kingdom
          UNREADABLE_KEY | 1,A12345678901234567890123456789012345678901234567890123456789012345,X,2,2010-12-01T08:26:00,2.55,17850,United Kingdom
          BAD_QUANTITY | 1,A1,X,two,2010-12-01T08:26:00,2.55,17850,United Kingdom
          BAD_QUANTITY | 1,A1,X,,2010-12-01T08:26:00,2.55,17850,United Kingdom
          BAD_QUANTITY | 1,A1,X,2.0,2010-12-01T08:26:00,2.55,17850,United Kingdom
          BAD_QUANTITY | 1,A1,X,2147483648,2010-12-01T08:26:00,2.55,17850,United Kingdom
          ZERO_QUANTITY | 1,A1,X,0,2010-12-01T08:26:00,2.55,17850,United Kingdom
          BAD_DATE | 1,A1,X,2,12/1/2010 8:26,2.55,17850,United Kingdom
          BAD_DATE | 1,A1,X,2,2010-02-30T08:26:00,2.55,17850,United Kingdom
          BAD_DATE | 1,A1,X,2,1969-12-31T23:59:59,2.55,17850,United Kingdom
          BAD_DATE | 1,A1,X,2,+20101-12-01T08:26:00,2.55,17850,United Kingdom
          BAD_DATE | 1,A1,X,2,,2.55,17850,United Kingdom
          BAD_PRICE | 1,A1,X,2,2010-12-01T08:26:00,"2,55",17850,United Kingdom
          BAD_PRICE | 1,A1,X,2,2010-12-01T08:26:00,,17850,United Kingdom
          BAD_PRICE | 1,A1,X,2,2010-12-01T08:26:00,0.0000001,17850,United Kingdom
          NEGATIVE_PRICE | 1,A1,X,2,2010-12-01T08:26:00,-2.55,17850,United Kingdom
          NEGATIVE_PRICE | C1,A1,X,-2,2010-12-01T08:26:00,-2.55,17850,United Kingdom
          AMOUNT_TOO_LARGE | 1,A1,X,2147483647,2010-12-01T08:26:00,1,17850,United Kingdom
          AMOUNT_TOO_LARGE | 1,A1,X,-2147483648,2010-12-01T08:26:00,9000000000000,17850,United Kingdom
          AMOUNT_TOO_LARGE | A1,A1,X,2,2010-12-01T08:26:00,-9000000000000,17850,United Kingdom
          OTHER_CUSTOMER | 1,A1,X,2,2010-12-01T08:26:00,2.55,17851,United Kingdom
          """)
  void aBrokenLineIsToldAndTheRestGoesOn(Reason reason, String line) {
    RetailFile file = RetailText.survey(directory, RetailText.of(GOOD, line, LAST, GOOD));
    Summary summary = file.summary();
    assertThat(summary.brokenExamples())
        .singleElement()
        .satisfies(
            broken -> {
              assertThat(broken.lineNumber()).isEqualTo(3);
              assertThat(broken.reason()).isEqualTo(reason);
              assertThat(broken.toString())
                  .startsWith("line 3: " + reason.words() + ": ")
                  .doesNotContainPattern("\\p{Cntrl}")
                  .hasSizeLessThan(200);
            });
    assertThat(summary.brokenLines()).containsOnlyKeys(reason).containsEntry(reason, 1L);
    assertThat(summary.lines()).isEqualTo(4).isEqualTo(summary.accountedLines());
    assertThat(summary.total().orders()).isEqualTo(new Figures(2, 3, 7, 12_750_000));
    assertThat(RetailText.invoices(file)).hasSize(2);
  }

  @Test
  void whatStoodInABrokenLineIsToldInShort() {
    String line = GOOD.replace("2010-12-01T08:26:00", "\u001b[31m" + "long ago ".repeat(1_000));
    Summary summary = RetailText.survey(directory, RetailText.of(line)).summary();
    assertThat(summary.brokenExamples())
        .singleElement()
        .satisfies(
            broken ->
                assertThat(broken.detail()).startsWith("\"?[31mlong ago").hasSizeLessThan(70));
  }

  @Test
  void aRowThatOnlyAQuoteInAnotherLineCompletesWronglyCostsItsFirstLine() {
    String open = GOOD.replace("United Kingdom", "\"United Kingdom");
    String next = GOOD.replace("LANTERN", "RULER 12\"");
    Summary summary = RetailText.survey(directory, RetailText.of(open, next, GOOD)).summary();
    assertThat(summary.brokenExamples())
        .extracting(BrokenLine::lineNumber, BrokenLine::reason)
        .containsExactly(tuple(2L, Reason.BAD_QUOTES));
    assertThat(summary.total().orders().lines()).isEqualTo(2);
  }

  @Test
  void aFieldMayHaveSoManyLinesAndCharactersAndNoMore() {
    String some = GOOD.replace("LANTERN", "\"" + "LANTERN\n".repeat(15) + "\"");
    assertThat(RetailText.survey(directory, RetailText.of(some)).summary().lines()).isEqualTo(1);
    String wide = GOOD.replace("LANTERN", "\"" + ("x".repeat(40_000) + "\n").repeat(2) + "\"");
    assertThat(RetailText.survey(directory, RetailText.of(wide)).summary().brokenLines())
        .containsEntry(Reason.BAD_QUOTES, 2L)
        .containsEntry(Reason.WRONG_NUMBER_OF_FIELDS, 1L);
  }

  @Test
  void allBrokenLinesAreCountedAndTheFirstAreShown() {
    String[] lines =
        IntStream.range(0, 1_000).mapToObj(i -> i % 2 == 0 ? "x" : GOOD).toArray(String[]::new);
    Summary summary = RetailText.survey(directory, RetailText.of(lines)).summary();
    assertThat(summary.allBrokenLines()).isEqualTo(500);
    assertThat(summary.brokenExamples()).hasSize(Summary.MAX_EXAMPLES);
    assertThat(summary.brokenExamples().getLast().lineNumber()).isEqualTo(200);
    assertThat(summary.accountedLines()).isEqualTo(1_000);
  }

  @Test
  void blankLinesAreCountedAndAreNotBroken() {
    Summary summary = RetailText.survey(directory, RetailText.of("", GOOD, "   ", "")).summary();
    assertThat(summary.blankLines()).isEqualTo(3);
    assertThat(summary.allBrokenLines()).isZero();
    assertThat(summary.accountedLines()).isEqualTo(summary.lines()).isEqualTo(4);
  }

  @Test
  void bytesThatAreNotUtf8DoNotCostTheLineWhereOnlyADescriptionHasThem() {
    byte[] latin1 =
        RetailText.of(GOOD.replace("LANTERN", "£5 LANTERN")).getBytes(StandardCharsets.ISO_8859_1);
    Summary summary = RetailText.survey(directory, latin1).summary();
    assertThat(summary.damagedLines()).isEqualTo(1);
    assertThat(summary.total().orders().lines()).isEqualTo(1);
  }

  @Test
  void aHugeFieldIsReadOverAndTheRestGoesOn() {
    String huge = GOOD.replace("LANTERN", "LANTERN".repeat(100_000));
    Summary summary = RetailText.survey(directory, RetailText.of(GOOD, huge, LAST)).summary();
    assertThat(summary.brokenLines()).containsOnlyKeys(Reason.LINE_TOO_LONG);
    assertThat(summary.total().orders().lines()).isEqualTo(2);
  }

  @Test
  void aHugeFieldOverManyLinesCostsTheLinesThatNoRowIsMadeOf() {
    String open = "1,A1,\"LANTERN";
    String[] lines = new String[3_000];
    Arrays.fill(lines, "x".repeat(50));
    lines[0] = open;
    lines[2_999] = GOOD;
    Summary summary = RetailText.survey(directory, RetailText.of(lines)).summary();
    assertThat(summary.brokenLines())
        .containsEntry(Reason.BAD_QUOTES, 1L)
        .containsEntry(Reason.WRONG_NUMBER_OF_FIELDS, 2_998L);
    assertThat(summary.total().orders().lines()).isEqualTo(1);
  }

  @Test
  void aQuoteThatNeverClosesCostsOneLineHoweverManyFollow() {
    String[] lines = new String[200];
    Arrays.fill(lines, GOOD);
    lines[10] = GOOD.replace("LANTERN", "\"LANTERN");
    lines[190] = GOOD.replace("LANTERN", "\"LANTERN");
    Summary summary = RetailText.survey(directory, RetailText.of(lines)).summary();
    assertThat(summary.brokenExamples())
        .extracting(BrokenLine::lineNumber)
        .containsExactly(12L, 192L);
    assertThat(summary.total().orders().lines()).isEqualTo(198);
  }

  @Test
  void noMoreOfALineIsHeldThanTheMostThatALineMayHave() throws IOException {
    var source = new ByteSource("endless", () -> new Repeated((byte) 'x', 50_000_000));
    try (var lines = new PhysicalLines(CutShortInput.open(source))) {
      PhysicalLines.Line line = lines.next();
      assertThat(line).isNotNull();
      assertThat(line.text()).hasSize(PhysicalLines.MAX_CHARS);
      assertThat(line.overlong()).isTrue();
      assertThat(lines.next()).isNull();
    }
  }

  /// One byte again and again.
  private static final class Repeated extends InputStream {
    private final byte value;
    private long left;

    Repeated(byte value, long count) {
      this.value = value;
      this.left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? value : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = (int) Math.min(left, length);
      Arrays.fill(bytes, offset, offset + count, value);
      left -= count;
      return count == 0 ? -1 : count;
    }
  }
}
