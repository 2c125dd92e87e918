package io.insideout.chaos.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Law A, as callers see it: an order that was acknowledged is in the log; a key names one order,
/// and only one body is ever acknowledged for it.
final class Acknowledgements {
  /// What a key stands for.
  private record Meaning(String orderId, String body) {}

  private final Map<String, Meaning> byKey = new HashMap<>();
  private final Set<String> orderIds = new HashSet<>();

  Set<String> orderIds() {
    return Set.copyOf(orderIds);
  }

  void check(List<Call> calls, LogFacts log, Findings findings) {
    Set<String> made =
        log.orders().values().stream().map(Told.Shown::orderId).collect(Collectors.toSet());
    for (Call call : calls) {
      if (call.ask() instanceof Ask.Change change
          && change.isCancellation()
          && call.told() instanceof Told.Accepted(String orderId)
          && !log.cancellations().contains(orderId)) {
        findings.violation(
            'A',
            "the cancellation of order %s was acknowledged and is not in the log"
                .formatted(orderId));
      }
      if (call.ask() instanceof Ask.Place(String key, String body)
          && call.told() instanceof Told.Accepted(String orderId)) {
        meaning(key, new Meaning(orderId, body), findings);
        if (orderIds.add(orderId)) {
          if (!log.commands().contains(orderId)) {
            findings.violation(
                'A', "order %s was acknowledged and is not in the log".formatted(orderId));
          } else if (!made.contains(orderId)) {
            findings.violation(
                'A', "order %s was acknowledged and never came to be".formatted(orderId));
          }
        }
      }
    }
  }

  private void meaning(String key, Meaning now, Findings findings) {
    Meaning before = byKey.putIfAbsent(key, now);
    if (before != null && !before.orderId().equals(now.orderId())) {
      findings.violation(
          'A', "key %s made two orders, %s and %s".formatted(key, before.orderId(), now.orderId()));
    } else if (before != null && !before.body().equals(now.body())) {
      findings.violation(
          'A',
          "key %s was acknowledged for two bodies: %s and %s"
              .formatted(key, before.body(), now.body()));
    }
  }
}
