package io.insideout.verify;

import io.insideout.catalog.Email;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.StockReservation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// O: no record was answered twice, and every record was made from a committed one. A zombie that
/// commits, or a transaction that commits half, leaves two records of the same cause, or one whose
/// cause is not in the log.
final class FencingLaw implements Law {
  /// What a cause makes at most once.
  private record Made(Coordinates cause, String what) {}

  @Override
  public char letter() {
    return 'O';
  }

  @Override
  public String title() {
    return "Fencing";
  }

  @Override
  public void judge(Dossier order, Moment moment, Findings findings) {
    Map<Coordinates, Filed<?>> causes = new HashMap<>();
    Map<Made, Coordinates> first = new HashMap<>();
    Stream.concat(order.derived(), order.given())
        .forEach(record -> causes.put(record.at(), record));
    order
        .derived()
        .forEach(
            record -> {
              findings.count("records with a cause");
              cause(order.orderId(), record, causes, moment, findings);
              once(order.orderId(), record, first, findings);
            });
  }

  private static void cause(
      String orderId,
      Filed<?> record,
      Map<Coordinates, Filed<?>> causes,
      Moment moment,
      Findings findings) {
    Coordinates cause = record.cause();
    if (cause == null) {
      findings.violation(
          "order %s: a record that does not say what it was made from".formatted(orderId),
          record.at());
    } else if (!causes.containsKey(cause) && moment.isRipe(record.at())) {
      findings.violation(
          "order %s: made from %s, which is no committed record of the order"
              .formatted(orderId, cause),
          record.at());
    }
  }

  private static void once(
      String orderId, Filed<?> record, Map<Made, Coordinates> first, Findings findings) {
    if (record.cause() == null) {
      return;
    }
    for (String what : made(record)) {
      Coordinates earlier = first.putIfAbsent(new Made(record.cause(), what), record.at());
      if (earlier != null) {
        findings.violation(
            "order %s: %s was answered twice with %s".formatted(orderId, record.cause(), what),
            earlier,
            record.at());
        return;
      }
    }
  }

  private static List<String> made(Filed<?> record) {
    return switch (record.value()) {
      case OrderValidation answer ->
          answer.getCovers().isEmpty()
              ? List.of(answer.getCheck().name())
              : answer.getCovers().stream().map(part -> answer.getCheck() + "/" + part).toList();
      case StockReservation entry -> List.of(entry.getChange() + " " + entry.getSku());
      case Order order -> List.of("version " + order.getVersion());
      case PaymentRequest request -> List.of(request.getRequestId());
      case Payment payment -> List.of("payment " + payment.getVersion());
      case Shipment shipment -> List.of(shipment.getShipmentId() + " " + shipment.getState());
      case Email email -> List.of(email.getEmailId());
      default -> List.of();
    };
  }
}
