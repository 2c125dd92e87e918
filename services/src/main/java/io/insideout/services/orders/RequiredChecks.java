package io.insideout.services.orders;

import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderValidation;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which parts of an order must pass which check. The *set* decides and never a count: an answer
/// that comes twice covers nothing new.
final class RequiredChecks {
  private RequiredChecks() {}

  /// Every part of the order that must pass, as `CHECK/part`.
  static Set<String> of(Order order) {
    Stream<String> details = Stream.of(part(Check.DETAILS, "order"));
    Stream<String> subjects =
        order.getCustomerId() == null ? Stream.of("card") : Stream.of("card", "customer");
    Stream<String> fraud = subjects.map(subject -> part(Check.FRAUD, subject));
    Stream<String> inventory =
        order.getLines().stream().map(OrderLine::getSku).map(sku -> part(Check.INVENTORY, sku));
    return Stream.of(details, fraud, inventory).flatMap(parts -> parts).collect(Collectors.toSet());
  }

  /// The parts that an answer speaks for.
  static Stream<String> covered(OrderValidation answer) {
    return answer.getCovers().stream().map(covered -> part(answer.getCheck(), covered));
  }

  private static String part(Check check, String part) {
    return check + "/" + part;
  }
}
