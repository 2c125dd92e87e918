package io.insideout.retail;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.catalog.Customer;
import io.insideout.catalog.Product;
import io.insideout.retail.Invoice.Sale;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The bundled week against figures that `src/test/scripts/week_truth.py` computed from the same
/// bytes.
class BundledWeekTest {
  private static RetailFile week;
  private static Summary summary;
  private static JsonNode truth;

  @BeforeAll
  static void readBoth() throws IOException {
    week = RetailFile.bundledWeek();
    summary = week.summary();
    truth =
        Truth.read(
            Objects.requireNonNull(
                BundledWeekTest.class.getResourceAsStream("online-retail-week-truth.json")));
  }

  @Test
  void everyLineIsAccountedForAndNoneIsBroken() {
    assertThat(summary.lines()).isEqualTo(truth.at("/net/lines").longValue());
    assertThat(summary.accountedLines()).isEqualTo(summary.lines());
    assertThat(summary.allBrokenLines()).isZero();
    assertThat(summary.brokenExamples()).isEmpty();
    assertThat(summary.endedEarly()).isEmpty();
  }

  @Test
  void whatIsAnOrderAndWhatIsSkippedAddsUpAsInTheTruth() {
    Breakdown total = summary.total();
    assertThat(total.orders()).isEqualTo(Truth.figures(truth.get("orders")));
    assertThat(total.cancellations()).isEqualTo(Truth.figures(truth.get("cancellations")));
    assertThat(total.adjustments()).isEqualTo(Truth.figures(truth.get("adjustments")));
    assertThat(total.writeOffs()).isEqualTo(Truth.figures(truth.get("write_offs")));
    assertThat(total.net()).isEqualTo(Truth.figures(truth.get("net")));
    assertThat(summary.guestOrders()).isEqualTo(truth.get("orders_of_guests").longValue());
    assertThat(summary.distinctSkus()).isEqualTo(truth.get("distinct_skus").longValue());
  }

  @Test
  void everyCountryAddsUpAsInTheTruth() {
    Map<String, Figures> byCountry = new TreeMap<>();
    summary.byCountry().forEach((country, part) -> byCountry.put(country, part.net()));
    assertThat(byCountry).isEqualTo(Truth.byName(truth.get("net_by_country"), Truth::figures));
  }

  @Test
  void theOrdersOfEveryDayAddUpAsInTheTruthWhenTheyAreStreamed() {
    Map<String, Figures> byDay = new TreeMap<>();
    for (Invoice invoice : RetailText.invoices(week)) {
      if (invoice instanceof Sale sale) {
        Instant time = Instant.ofEpochSecond(0, sale.placeOrder().getPlacedAtMicros() * 1_000);
        byDay.merge(
            time.atOffset(ZoneOffset.UTC).toLocalDate().toString(),
            Figures.of(1, sale.lines()),
            Figures::plus);
      }
    }
    assertThat(byDay).isEqualTo(Truth.byName(truth.get("orders_by_day"), Truth::figures));
  }

  @Test
  void everyProductHasItsPricesUnitsAndDescription() {
    Map<String, String> products = new HashMap<>();
    for (Product product : week.products()) {
      products.put(
          product.getSku(),
          "%s %s %d %s"
              .formatted(
                  plain(product.getListPriceMicros()),
                  plain(product.getFloorPriceMicros()),
                  week.unitsOrdered().get(product.getSku()),
                  product.getDescription()));
    }
    assertThat(products)
        .isEqualTo(Truth.byName(truth.get("products"), BundledWeekTest::withPlainPrices));
  }

  @Test
  void everyCustomerHasTheCountryNamedLast() {
    assertThat(
            week.customers().stream().collect(toMap(Customer::getCustomerId, Customer::getCountry)))
        .isEqualTo(Truth.byName(truth.get("customers"), JsonNode::textValue));
    assertThat(week.customers())
        .allSatisfy(customer -> assertThat(customer.getName()).startsWith("Customer "));
  }

  @Test
  void theStreamIsTheSameEachTime() {
    assertThat(RetailText.invoices(week)).isEqualTo(RetailText.invoices(week)).hasSize(761);
  }

  private static String plain(long micros) {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
  }

  private static String withPlainPrices(JsonNode product) {
    String[] parts = product.textValue().split(" ", 3);
    return new BigDecimal(parts[0]).stripTrailingZeros().toPlainString()
        + " "
        + new BigDecimal(parts[1]).stripTrailingZeros().toPlainString()
        + " "
        + parts[2];
  }
}
