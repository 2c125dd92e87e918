package io.insideout.retail;

import static io.insideout.retail.BrokenLine.Reason.AMOUNT_TOO_LARGE;
import static io.insideout.retail.BrokenLine.Reason.BAD_DATE;
import static io.insideout.retail.BrokenLine.Reason.BAD_PRICE;
import static io.insideout.retail.BrokenLine.Reason.BAD_QUANTITY;
import static io.insideout.retail.BrokenLine.Reason.NEGATIVE_PRICE;
import static io.insideout.retail.BrokenLine.Reason.NO_INVOICE_NUMBER;
import static io.insideout.retail.BrokenLine.Reason.NO_STOCK_CODE;
import static io.insideout.retail.BrokenLine.Reason.UNREADABLE_KEY;
import static io.insideout.retail.BrokenLine.Reason.ZERO_QUANTITY;

import io.insideout.retail.BrokenLine.Reason;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;

/// Makes invoice lines of rows. Every value is checked here, once, so that nothing behind it has to
/// doubt a line again.
final class LineParser {
  private static final int MAX_KEY_CHARS = 64;
  private static final int MAX_TEXT_CHARS = 200;
  private static final int LAST_YEAR = 9999;
  private static final char REPLACEMENT = '\uFFFD';

  private final Columns columns;

  // The lines of an invoice mostly share their date: reading it once halves the work.
  private String lastDate = "";
  private long lastMicros;

  LineParser(Columns columns) {
    this.columns = columns;
  }

  InvoiceLine parse(CsvRows.Fields row) throws Unreadable {
    List<String> fields = row.values();
    String invoice = key(fields.get(columns.invoice()), NO_INVOICE_NUMBER);
    String sku = key(fields.get(columns.stockCode()), NO_STOCK_CODE);
    String customer = fields.get(columns.customer()).strip();
    int quantity = quantity(fields.get(columns.quantity()).strip());
    long price = price(fields.get(columns.price()).strip());
    if (price < 0 && InvoiceKind.of(invoice) != InvoiceKind.ADJUSTMENT) {
      throw new Unreadable(NEGATIVE_PRICE, fields.get(columns.price()));
    }
    if (!InvoiceLine.isCountable(quantity, price)) {
      throw new Unreadable(AMOUNT_TOO_LARGE, quantity + " * " + fields.get(columns.price()));
    }
    return new InvoiceLine(
        row.lineNumber(),
        invoice,
        sku,
        text(fields.get(columns.description())),
        quantity,
        micros(fields.get(columns.date()).strip()),
        price,
        customer.isEmpty() ? null : key(customer, UNREADABLE_KEY),
        country(fields.get(columns.country())));
  }

  /// Whether bytes of the row were not UTF-8 and have been replaced.
  static boolean isDamaged(CsvRows.Fields row) {
    for (String field : row.values()) {
      if (field.indexOf(REPLACEMENT) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static String key(String field, Reason absent) throws Unreadable {
    String key = field.strip();
    if (key.isEmpty()) {
      throw new Unreadable(absent, field);
    }
    if (key.length() > MAX_KEY_CHARS || hasControls(key) || key.indexOf(REPLACEMENT) >= 0) {
      throw new Unreadable(UNREADABLE_KEY, key);
    }
    return key;
  }

  private static int quantity(String field) throws Unreadable {
    int quantity;
    try {
      quantity = Decimals.whole(field);
    } catch (NumberFormatException e) {
      throw new Unreadable(BAD_QUANTITY, field);
    }
    if (quantity == 0) {
      throw new Unreadable(ZERO_QUANTITY, field);
    }
    return quantity;
  }

  private static long price(String field) throws Unreadable {
    try {
      return Decimals.micros(field);
    } catch (NumberFormatException e) {
      throw new Unreadable(BAD_PRICE, field);
    }
  }

  private long micros(String field) throws Unreadable {
    if (!field.equals(lastDate)) {
      lastMicros = utcMicros(field);
      lastDate = field;
    }
    return lastMicros;
  }

  private static long utcMicros(String field) throws Unreadable {
    try {
      LocalDateTime date = LocalDateTime.parse(field.replace(' ', 'T'));
      // A record's timestamp cannot be negative, and a year of five digits is a slip.
      if (date.getYear() < 1970 || date.getYear() > LAST_YEAR) {
        throw new Unreadable(BAD_DATE, field);
      }
      return date.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + date.get(ChronoField.MICRO_OF_SECOND);
    } catch (DateTimeException e) {
      throw new Unreadable(BAD_DATE, field);
    }
  }

  private static String country(String field) {
    String country = text(field).strip();
    return country.isEmpty() ? "Unspecified" : country;
  }

  private static String text(String field) {
    String bounded =
        field.codePointCount(0, field.length()) <= MAX_TEXT_CHARS
            ? field
            : field.substring(0, field.offsetByCodePoints(0, MAX_TEXT_CHARS));
    return hasControls(bounded) ? bounded.replaceAll("\\p{Cc}+", " ") : bounded;
  }

  private static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /// Why a row is no invoice line. It carries no stack trace: a file may have a million of them.
  static final class Unreadable extends Exception {
    private final Reason reason;
    private final String value;

    Unreadable(Reason reason, String value) {
      super(value, null, false, false);
      this.reason = reason;
      this.value = value;
    }

    BrokenLine at(long lineNumber) {
      return new BrokenLine(lineNumber, reason, BrokenLine.excerpt(value));
    }
  }
}
