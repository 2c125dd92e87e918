package io.insideout.retail;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/// A retailer's file of invoice lines, as in UCI "Online Retail": CSV by RFC 4180, UTF-8, plain or
/// gzip, with the columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate (ISO, read as
/// UTC), UnitPrice, CustomerID and Country.
///
/// It is read from beginning to end when this object is made, which yields the account of every
/// line and the products, customers and stock that its orders need. After that [#invoices()]
/// streams it as often as asked. Lines that are broken are told in the [Summary], and the rest goes
/// on; the same lines are skipped in both.
///
/// Memory is bounded by the products, the customers, the invoice numbers and the largest invoice
/// (10,000 lines at most), whatever the file's length.
public final class RetailFile {
  /// The files do not say it: the retailer is British.
  public static final String CURRENCY = "GBP";

  private static final ByteSource BUNDLED =
      ByteSource.resource(RetailFile.class, "online-retail-week.csv.gz");

  private final ByteSource source;
  private final Strays strays;
  private final Summary summary;
  private final List<Product> products;
  private final List<Customer> customers;
  private final SortedMap<String, Long> unitsOrdered;

  private RetailFile(ByteSource source, Strays strays, Survey survey, Summary summary) {
    this.source = source;
    this.strays = strays;
    this.summary = summary;
    this.products = survey.products();
    this.customers = survey.customers();
    this.unitsOrdered = survey.unitsOrdered();
  }

  /// Reads the file at that path.
  ///
  /// Throws [RetailFileException] where it cannot be opened, is no such file, or where more than
  /// 100,000 of its lines stand apart from their invoice.
  public static RetailFile survey(Path path) {
    return survey(ByteSource.file(path));
  }

  /// A real trading week (5 to 10 December 2010) that comes with the program;
  /// `online-retail-week.md` beside it says whose work it is and what was changed.
  public static RetailFile bundledWeek() {
    return survey(BUNDLED);
  }

  /// Copies the bundled week to a file, for programs that read files.
  ///
  /// @return the file
  public static Path copyBundledWeek(Path target) throws IOException {
    try (InputStream in = BUNDLED.open()) {
      Files.copy(in, target);
    }
    return target;
  }

  /// The path, or the name of what is bundled.
  public String name() {
    return source.name();
  }

  /// The account of every line.
  public Summary summary() {
    return summary;
  }

  /// Every product that an order names, by SKU. Its list price is the highest and its floor price
  /// the lowest unit price that it was sold at, its description the most frequent one.
  public List<Product> products() {
    return products;
  }

  /// Every customer that a sound line names, by id, with the country that was named last.
  public List<Customer> customers() {
    return customers;
  }

  /// How many units all orders together ask of each SKU.
  public SortedMap<String, Long> unitsOrdered() {
    return unitsOrdered;
  }

  /// So much stock of each SKU as all orders ask, times the factor, rounded up to whole units.
  ///
  /// @param factor 0 or more; with 1 there is exactly enough
  public List<Stock> stock(BigDecimal factor) {
    if (factor.signum() < 0) {
      throw new IllegalArgumentException("a stock factor cannot be negative: " + factor);
    }
    return unitsOrdered.entrySet().stream()
        .map(entry -> new Stock(entry.getKey(), scaled(entry.getValue(), factor), 0L))
        .toList();
  }

  /// The invoices, from the first. To be closed.
  public Invoices invoices() {
    InvoiceLines lines = InvoiceLines.open(source, LineObserver.NONE);
    return new Invoices(lines, strays.joining(), LineObserver.NONE, () -> checkUnchanged(lines));
  }

  static RetailFile survey(ByteSource source) {
    var strays = new Strays();
    RetailFile file = survey(source, strays, strays.finding());
    // Only now is it known which invoices are scattered: count again, with each of them whole.
    return strays.invoices() == 0 ? file : survey(source, strays, strays.joining());
  }

  private static RetailFile survey(
      ByteSource source, Strays strays, UnaryOperator<List<InvoiceLine>> whole) {
    var survey = new Survey();
    try (InvoiceLines lines = InvoiceLines.open(source, survey)) {
      new Invoices(lines, whole, survey, () -> {}).forEachRemaining(survey::add);
      Summary summary = survey.summary(lines.read(), strays.invoices(), lines.failure());
      return new RetailFile(source, strays, survey, summary);
    } catch (ArithmeticException e) {
      throw new RetailFileException(source.name() + ": its amounts are too large to add up", e);
    } catch (Strays.TooMany e) {
      throw new RetailFileException(
          source.name() + " is not in the order of its invoices (" + e.getMessage() + "): sort it",
          e);
    }
  }

  private void checkUnchanged(InvoiceLines lines) {
    if (lines.read() != summary.lines()) {
      throw new RetailFileException(
          "%s has changed: %,d lines when it was surveyed, %,d now"
              .formatted(source.name(), summary.lines(), lines.read()));
    }
  }

  private static long scaled(long units, BigDecimal factor) {
    return BigDecimal.valueOf(units)
        .multiply(factor)
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}
