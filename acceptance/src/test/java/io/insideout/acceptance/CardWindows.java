package io.insideout.acceptance;

import io.insideout.retail.Invoice;
import io.insideout.retail.Invoices;
import io.insideout.retail.RetailFile;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How often cards buy within windows of time, counted without any of what is tested.
final class CardWindows {
  private CardWindows() {}

  /// Cards that were authorized more often than that within a window, counted from the file: card,
  /// count, begin and end of the window.
  static Set<List<String>> moreThan(RetailFile file, int times, Duration size) {
    Map<List<Object>, Integer> counts = new HashMap<>();
    long sizeMicros = size.toMillis() * 1_000;
    try (Invoices invoices = file.invoices()) {
      while (invoices.hasNext()) {
        if (invoices.next() instanceof Invoice.Sale sale) {
          long at = sale.heading().timeMicros();
          counts.merge(
              List.of(sale.placeOrder().getCardToken(), at - at % sizeMicros), 1, Integer::sum);
        }
      }
    }
    return counts.entrySet().stream()
        .filter(one -> one.getValue() > times)
        .map(
            one -> {
              Instant start = Instant.ofEpochMilli((long) one.getKey().get(1) / 1_000);
              return List.of(
                  (String) one.getKey().get(0),
                  one.getValue().toString(),
                  start.toString(),
                  start.plus(size).toString());
            })
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
