package io.insideout.retail;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Product;
import io.insideout.retail.BrokenLine.Reason;
import io.insideout.retail.Invoice.Sale;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Counts a file while it is read: the summary, and the products, customers and units that its
/// orders need. What it holds grows with the number of products and customers, not of lines.
final class Survey implements LineObserver {
  private static final Comparator<BrokenLine> BY_LINE =
      Comparator.comparingLong(BrokenLine::lineNumber);

  private final Map<Reason, Long> brokenLines = new EnumMap<>(Reason.class);
  private final List<BrokenLine> brokenExamples = new ArrayList<>();
  private final SortedMap<YearMonth, Breakdown> byMonth = new TreeMap<>();
  private final SortedMap<String, Breakdown> byCountry = new TreeMap<>();
  private final Map<String, ProductTally> products = new HashMap<>();
  private final Map<String, String> countries = new HashMap<>();
  private final Set<String> skus = new HashSet<>();
  private Breakdown total = Breakdown.NONE;
  private long blankLines;
  private long damagedLines;
  private long guestOrders;

  @Override
  public void blank() {
    blankLines++;
  }

  @Override
  public void damaged() {
    damagedLines++;
  }

  @Override
  public void broken(BrokenLine line) {
    brokenLines.merge(line.reason(), 1L, Long::sum);
    // Not always heard of in the order of lines: some are found only when their invoice is whole.
    if (brokenExamples.size() < Summary.MAX_EXAMPLES) {
      brokenExamples.add(line);
    }
  }

  /// Throws [ArithmeticException] where the sums do not fit.
  void add(Invoice invoice) {
    Breakdown breakdown = Breakdown.of(invoice);
    total = total.plus(breakdown);
    byMonth.merge(monthOf(invoice), breakdown, Breakdown::plus);
    byCountry.merge(invoice.heading().country(), breakdown, Breakdown::plus);
    invoice.lines().forEach(this::addLine);
    if (invoice instanceof Sale sale) {
      addSale(sale);
    }
  }

  Summary summary(long lines, long scatteredInvoices, Optional<String> endedEarly) {
    return new Summary(
        lines,
        blankLines,
        Collections.unmodifiableMap(brokenLines),
        brokenExamples.stream().sorted(BY_LINE).toList(),
        total,
        Collections.unmodifiableSortedMap(byMonth),
        Collections.unmodifiableSortedMap(byCountry),
        guestOrders,
        skus.size(),
        scatteredInvoices,
        damagedLines,
        endedEarly);
  }

  List<Product> products() {
    return new TreeMap<>(products).values().stream().map(ProductTally::product).toList();
  }

  List<Customer> customers() {
    return new TreeMap<>(countries)
        .entrySet().stream().map(entry -> customer(entry.getKey(), entry.getValue())).toList();
  }

  SortedMap<String, Long> unitsOrdered() {
    SortedMap<String, Long> units = new TreeMap<>();
    products.forEach((sku, product) -> units.put(sku, product.units()));
    return Collections.unmodifiableSortedMap(units);
  }

  private void addSale(Sale sale) {
    if (sale.heading().customerId() == null) {
      guestOrders++;
    }
    for (InvoiceLine line : sale.lines()) {
      products.computeIfAbsent(line.sku(), ProductTally::new).add(line);
    }
    sale.skipped().forEach(this::addLine);
  }

  private void addLine(InvoiceLine line) {
    skus.add(line.sku());
    String id = line.customerId();
    if (id != null) {
      countries.put(id, line.country());
    }
  }

  private static Customer customer(String id, String country) {
    return Customer.newBuilder()
        .setCustomerId(id)
        .setName("Customer " + id)
        .setCountry(country)
        .build();
  }

  private static YearMonth monthOf(Invoice invoice) {
    Instant time = Instant.ofEpochSecond(invoice.heading().timeMicros() / 1_000_000);
    return YearMonth.from(time.atOffset(ZoneOffset.UTC));
  }
}
