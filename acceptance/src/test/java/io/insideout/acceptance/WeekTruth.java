package io.insideout.acceptance;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.retail.Invoice;
import io.insideout.retail.Invoices;
import io.insideout.retail.RetailFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What the bundled week comes to, by figures that were counted outside of this project's code.
final class WeekTruth {
  private final JsonNode figures;

  private WeekTruth(JsonNode figures) {
    this.figures = figures;
  }

  static WeekTruth read() throws IOException {
    return new WeekTruth(
        new ObjectMapper()
            .readTree(
                Path.of(
                        "../retail/src/test/resources/io/insideout/retail/online-retail-week-truth.json")
                    .toFile()));
  }

  /// What was ordered on each day, by its date as ISO has it.
  Map<String, BigDecimal> ordersByDay() {
    return amounts("orders_by_day");
  }

  /// What was ordered for each country. The truth has it less what was given back, which is in the
  /// file and is no order.
  Map<String, BigDecimal> ordersByCountry() {
    Map<String, BigDecimal> amounts = new HashMap<>(amounts("net_by_country"));
    try (Invoices invoices = RetailFile.bundledWeek().invoices()) {
      while (invoices.hasNext()) {
        if (invoices.next() instanceof Invoice.Cancellation given) {
          given
              .lines()
              .forEach(
                  line ->
                      amounts.merge(
                          given.heading().country(),
                          BigDecimal.valueOf(-line.amountMicros(), 6),
                          BigDecimal::add));
        }
      }
    }
    amounts.replaceAll((_, amount) -> amount.stripTrailingZeros());
    amounts.values().removeIf(amount -> amount.signum() == 0);
    return amounts;
  }

  private Map<String, BigDecimal> amounts(String name) {
    return figures
        .path(name)
        .propertyStream()
        .collect(
            toUnmodifiableMap(
                Map.Entry::getKey,
                one ->
                    new BigDecimal(one.getValue().path("amount").asText()).stripTrailingZeros()));
  }
}
