package io.insideout.retail;

import io.insideout.retail.BrokenLine.Reason;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// The account of a whole file: what was made of every line. Nothing is left out silently, so that
/// [#lines()] always equals [#accountedLines()].
///
/// @param lines lines read, the header not counted; a line break inside quotes makes no line
/// @param blankLines lines with nothing in them
/// @param brokenLines how many lines were skipped as broken, by reason
/// @param brokenExamples the first of them in the file, [#MAX_EXAMPLES] at most
/// @param total the figures of everything that is not broken
/// @param byMonth the same by the month (UTC) of the invoice
/// @param byCountry the same by the country of the invoice
/// @param guestOrders orders without a customer, among the orders of `total`
/// @param distinctSkus stock codes on any sound line, letter case kept
/// @param scatteredInvoices invoices whose lines did not stand together and were put together
/// @param damagedLines sound lines in whose description or country bytes were not UTF-8 and have
///   been replaced
/// @param endedEarly why the file could not be read to its end, if so; its last invoice may then
///   lack lines
public record Summary(
    long lines,
    long blankLines,
    Map<Reason, Long> brokenLines,
    List<BrokenLine> brokenExamples,
    Breakdown total,
    SortedMap<YearMonth, Breakdown> byMonth,
    SortedMap<String, Breakdown> byCountry,
    long guestOrders,
    long distinctSkus,
    long scatteredInvoices,
    long damagedLines,
    Optional<String> endedEarly) {
  /// How many broken lines are kept to be shown; all are counted.
  public static final int MAX_EXAMPLES = 100;

  /// All broken lines, whatever the reason.
  public long allBrokenLines() {
    return brokenLines.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The sum of all kinds of lines: those of orders and of everything that was skipped.
  public long accountedLines() {
    return blankLines + allBrokenLines() + total.net().lines();
  }
}
