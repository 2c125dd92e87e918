package io.insideout.retail;

import java.util.Locale;

/// A line of the file that no order, cancellation, adjustment or write-off could be made of.
///
/// @param lineNumber as an editor numbers lines: the header is line 1
/// @param detail what stood there or what was expected, fit for printing: short and without control
///   characters
public record BrokenLine(long lineNumber, Reason reason, String detail) {
  private static final int EXCERPT_CHARS = 60;

  /// Why a line is broken.
  public enum Reason {
    WRONG_NUMBER_OF_FIELDS,
    /// A quote that never closes, or text after a closing quote.
    BAD_QUOTES,
    LINE_TOO_LONG,
    /// The file ends within this line: it was truncated.
    CUT_SHORT,
    NO_INVOICE_NUMBER,
    NO_STOCK_CODE,
    /// An invoice number, stock code or customer id that is too long, has control characters, or is
    /// not UTF-8.
    UNREADABLE_KEY,
    BAD_QUANTITY,
    ZERO_QUANTITY,
    BAD_DATE,
    BAD_PRICE,
    /// A price below zero outside an adjustment.
    NEGATIVE_PRICE,
    AMOUNT_TOO_LARGE,
    /// A line that names another customer than the lines of its invoice before it.
    OTHER_CUSTOMER,
    /// A line after the most that one invoice may have.
    INVOICE_TOO_LONG;

    /// In words: `wrong number of fields`.
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @Override
  public String toString() {
    return "line " + lineNumber + ": " + reason.words() + ": " + detail;
  }

  /// The beginning of a text that may hold anything, made fit for printing.
  static String excerpt(String text) {
    String start = text.length() <= EXCERPT_CHARS ? text : text.substring(0, EXCERPT_CHARS) + "…";
    return "\"" + start.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "?") + "\"";
  }
}
