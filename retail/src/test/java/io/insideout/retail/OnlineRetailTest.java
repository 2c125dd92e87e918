package io.insideout.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nine months of real invoices against independent figures. The data is not part of the project:
/// it is looked for in `shared/data` beside the repository, or where `-Dinsideout.shared.data=`
/// says, and the tests are skipped where it is not.
@SuppressWarnings("NullAway.Init") // no test runs where they stay unset
class OnlineRetailTest {
  private static final Path DATA = sharedData();
  private static final String FILE = "online-retail-dev.csv.gz";

  private static RetailFile file;
  private static Summary summary;
  private static List<Invoice> invoices;
  private static JsonNode truth;

  @BeforeAll
  static void readBoth() throws IOException {
    if (Files.exists(DATA.resolve(FILE))) {
      file = RetailFile.survey(DATA.resolve(FILE));
      summary = file.summary();
      invoices = RetailText.invoices(file);
      truth = Truth.read(Files.newInputStream(DATA.resolve("truth-online-retail-dev.json")));
    }
  }

  /// Before each and not before all: only so is every test reported as skipped, and why.
  @BeforeEach
  void skipWithoutTheData() {
    assumeTrue(Files.exists(DATA.resolve(FILE)), () -> "no " + FILE + " in " + DATA);
  }

  @Test
  void everyLineIsAccountedForAndNoneIsBroken() {
    assertThat(summary.lines()).isEqualTo(truth.get("lines").longValue());
    assertThat(summary.accountedLines()).isEqualTo(summary.lines());
    assertThat(summary.brokenLines()).isEmpty();
    assertThat(summary.blankLines()).isZero();
    assertThat(summary.endedEarly()).isEmpty();
    assertThat(summary.damagedLines()).isZero();
  }

  @Test
  void invoicesAreOfTheKindsOfTheTruth() {
    Breakdown total = summary.total();
    assertThat(total.orders().invoices() + total.writeOffs().invoices())
        .isEqualTo(truth.get("invoices_normal").longValue());
    assertThat(total.cancellations().invoices()).isEqualTo(truth.get("cancellations").longValue());
    assertThat(total.adjustments().invoices()).isEqualTo(truth.get("adjustments_A").longValue());
    assertThat(total.net().invoices()).isEqualTo(truth.get("invoices").longValue());
    assertThat(invoices.stream().map(invoice -> invoice.heading().number()).distinct())
        .hasSize(truth.get("invoices").intValue());
    assertThat(invoices.stream().filter(invoice -> invoice.heading().customerId() == null))
        .hasSize(truth.get("invoices_without_customer").intValue());
  }

  @Test
  void revenueAndUnitsAreExact() {
    Breakdown total = summary.total();
    assertThat(total.orders().amountMicros() + total.writeOffs().amountMicros())
        .isEqualTo(Truth.micros(truth.get("revenue_normal_invoices")));
    assertThat(total.writeOffs().amountMicros()).isZero();
    assertThat(total.cancellations().amountMicros())
        .isEqualTo(Truth.micros(truth.get("revenue_cancellations")));
    assertThat(total.adjustments().amountMicros())
        .isEqualTo(Truth.micros(truth.get("revenue_adjustments_A")));
    assertThat(total.net().amountMicros()).isEqualTo(Truth.micros(truth.get("total_revenue")));
    assertThat(total.net().units()).isEqualTo(truth.get("total_units").longValue());
  }

  @Test
  void everyMonthIsExact() {
    Map<String, Long> revenue = new TreeMap<>();
    Map<String, Long> count = new TreeMap<>();
    summary
        .byMonth()
        .forEach(
            (month, part) -> {
              revenue.put(month.toString(), part.net().amountMicros());
              count.put(month.toString(), part.net().invoices());
            });
    assertThat(revenue).isEqualTo(Truth.byName(truth.get("revenue_by_month"), Truth::micros));
    assertThat(count).isEqualTo(Truth.byName(truth.get("invoices_by_month"), JsonNode::longValue));
  }

  @Test
  void everyDayHasItsInvoices() {
    Map<String, Long> byDay = new TreeMap<>();
    invoices.forEach(
        invoice -> byDay.merge(time(invoice).toString().substring(0, 10), 1L, Long::sum));
    assertThat(byDay).isEqualTo(Truth.byName(truth.get("invoices_by_day"), JsonNode::longValue));
  }

  @Test
  void theTopCountriesAreExact() {
    Map<String, Long> revenue = new HashMap<>();
    summary.byCountry().forEach((country, part) -> revenue.put(country, part.net().amountMicros()));
    assertThat(revenue).hasSize(truth.get("countries").intValue());
    assertThat(top10(revenue)).isEqualTo(pairs("revenue_by_country_top10", Truth::micros));
  }

  @Test
  void theTopSkusAreExactWithTheirLetterCase() {
    Map<String, Long> net = new HashMap<>();
    for (Invoice invoice : invoices) {
      invoice.lines().forEach(line -> net.merge(line.sku(), (long) line.quantity(), Long::sum));
    }
    assertThat(top10(net)).isEqualTo(pairs("top10_skus_by_units_net", JsonNode::longValue));
    assertThat(top10(file.unitsOrdered()))
        .isEqualTo(
            pairs("top10_skus_by_units_sold_normal_invoices_positive_qty", JsonNode::longValue));
    assertThat(summary.distinctSkus()).isEqualTo(truth.get("distinct_skus").longValue());
  }

  @Test
  void customersAreThoseOfTheTruth() {
    assertThat(file.customers()).hasSize(truth.get("distinct_customers").intValue());
  }

  /// The truth counts the invoices of all kinds here, cancellations too.
  @Test
  void theTimesAndCustomersOfInvoicesMakeTheWindowsOfTheTruth() {
    for (var window : Map.of("5m", 5, "1h", 60, "1d", 1440).entrySet()) {
      Map<String, Long> counts = new TreeMap<>();
      for (Invoice invoice : invoices) {
        String customer = invoice.heading().customerId();
        if (customer != null) {
          counts.merge(customer + " " + windowStart(invoice, window.getValue()), 1L, Long::sum);
        }
      }
      counts.values().removeIf(count -> count <= 3);
      Map<String, Long> expected = new TreeMap<>();
      for (JsonNode row : truth.at("/customer_velocity_windows/" + window.getKey() + "/rows")) {
        expected.put(row.get(0).textValue() + " " + row.get(1).textValue(), row.get(2).longValue());
      }
      assertThat(counts).as(window.getKey()).isEqualTo(expected).isNotEmpty();
    }
  }

  @Test
  void theOneScatteredInvoiceIsOneOrder() {
    assertThat(summary.scatteredInvoices()).isEqualTo(1);
    assertThat(invoices)
        .filteredOn(invoice -> invoice.heading().number().equals("542806"))
        .singleElement()
        .satisfies(invoice -> assertThat(invoice.lines()).hasSize(39));
  }

  @Test
  void ordersComeInTheOrderOfTheirTimes() {
    assertThat(invoices)
        .isSortedAccordingTo(Comparator.comparingLong(invoice -> invoice.heading().timeMicros()));
  }

  private static Path sharedData() {
    String property = System.getProperty("insideout.shared.data");
    if (property != null) {
      return Path.of(property);
    }
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw")) && root.getParent() != null) {
      root = root.getParent();
    }
    return root.resolveSibling("shared").resolve("data");
  }

  private static Instant time(Invoice invoice) {
    return Instant.EPOCH.plus(Duration.ofNanos(invoice.heading().timeMicros() * 1_000));
  }

  private static Instant windowStart(Invoice invoice, int minutes) {
    long seconds = time(invoice).getEpochSecond();
    return Instant.ofEpochSecond(seconds - seconds % (minutes * 60L));
  }

  private static List<Map.Entry<String, Long>> top10(Map<String, Long> values) {
    return values.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(10)
        .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<Map.Entry<String, Long>> pairs(String name, Function<JsonNode, Long> value) {
    List<Map.Entry<String, Long>> pairs = new ArrayList<>();
    truth
        .get(name)
        .forEach(pair -> pairs.add(Map.entry(pair.get(0).textValue(), value.apply(pair.get(1)))));
    return pairs;
  }
}
