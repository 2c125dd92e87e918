package io.insideout.story;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.CancelOrder;
import io.insideout.catalog.CardTokens;
import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.DeliverShipment;
import io.insideout.catalog.DispatchShipment;
import io.insideout.catalog.Email;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.PaymentState;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.ReturnLine;
import io.insideout.catalog.ReturnLines;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.SuspiciousCard;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// What a record says, in a line for people.
///
/// @param isFailure whether it tells that something did not go well
record Sentence(String text, boolean isFailure) {

  static Sentence of(Told told) {
    if (told.undecodable() != null) {
      return new Sentence("does not decode: " + told.undecodable(), true);
    }
    SpecificRecord value = told.value();
    return value == null ? new Sentence("nothing", true) : of(value);
  }

  private static Sentence of(SpecificRecord value) {
    return switch (value) {
      case OrderCommand command -> well(command(command.getAction()));
      case Order order ->
          new Sentence(
              "v%d %s %s%s"
                  .formatted(
                      order.getVersion(),
                      order.getState(),
                      money(order.getTotalMinor(), order.getCurrency()),
                      because(order.getReasons())),
              isFailure(order.getState()));
      case OrderValidation answer ->
          new Sentence(
              "%s %s %s%s"
                  .formatted(
                      answer.getOutcome(),
                      answer.getCheck(),
                      Pending.names(answer.getCovers()),
                      because(answer.getReason())),
              answer.getOutcome() == Outcome.FAIL);
      case StockReservation entry ->
          well("%s %,d of %s".formatted(entry.getChange(), entry.getQuantity(), entry.getSku()));
      case PaymentRequest request ->
          well(
              request.getKind()
                  + (request.getKind() == PaymentKind.VOID
                      ? ""
                      : " " + money(request.getAmountMinor(), request.getCurrency())));
      case Authorization attempt ->
          new Sentence(
              "%s %s%s"
                  .formatted(attempt.getOutcome(), attempt.getKind(), because(attempt.getReason())),
              attempt.getOutcome() != PaymentOutcome.APPROVED);
      case Payment payment -> payment(payment);
      case ShipmentCommand command ->
          well(
              switch (command.getAction()) {
                case DispatchShipment _ -> "dispatch " + command.getShipmentId();
                case DeliverShipment _ -> "deliver " + command.getShipmentId();
                case Object other -> other.getClass().getSimpleName();
              });
      case Shipment shipment ->
          well(
              "v%d %s %s"
                  .formatted(shipment.getVersion(), shipment.getState(), shipment.getShipmentId()));
      case Email email ->
          well(
              "%s to %s"
                  .formatted(
                      email.getKind(),
                      email.getRecipient() == null ? "nobody" : email.getRecipient()));
      case DeadLetter letter ->
          new Sentence(
              "%s set %s aside: %s"
                  .formatted(letter.getService(), Letters.origin(letter), letter.getReason()),
              true);
      case SuspiciousCard card ->
          well(
              "card %s was authorized %,d times until %s"
                  .formatted(
                      CardTokens.masked(card.getCardToken()),
                      card.getAuthorizations(),
                      card.getWindowEnd()));
      default -> well(value.getSchema().getName());
    };
  }

  private static String command(Object action) {
    return switch (action) {
      case PlaceOrder place ->
          "place: %,d line%s, %s, card %s"
              .formatted(
                  place.getLines().size(),
                  place.getLines().size() == 1 ? "" : "s",
                  place.getCustomerId() == null ? "a guest" : place.getCustomerId(),
                  CardTokens.masked(place.getCardToken()));
      case CancelOrder cancel -> "cancel" + because(cancel.getReason());
      case ReturnLines back ->
          "return %,d unit(s) as %s%s"
              .formatted(
                  back.getLines().stream().mapToLong(ReturnLine::getQuantity).sum(),
                  back.getReturnId(),
                  because(back.getReason()));
      default -> action.getClass().getSimpleName();
    };
  }

  private static Sentence payment(Payment payment) {
    long minor =
        switch (payment.getState()) {
          case AUTHORIZED, DECLINED, VOIDED -> payment.getAuthorizedMinor();
          case CAPTURED -> payment.getCapturedMinor();
          case REFUNDED -> payment.getRefundedMinor();
        };
    return new Sentence(
        "v%d %s %s%s"
            .formatted(
                payment.getVersion(),
                payment.getState(),
                money(minor, payment.getCurrency()),
                because(payment.getReason())),
        payment.getState() == PaymentState.DECLINED);
  }

  private static boolean isFailure(OrderState state) {
    return switch (state) {
      case REJECTED, PAYMENT_FAILED, EXPIRED -> true;
      case REQUESTED, VALIDATED, PAID, CANCELLED, SHIPPED, DELIVERED, RETURNED -> false;
    };
  }

  private static String money(long minor, String currency) {
    return Money.minorText(minor) + " " + currency;
  }

  private static String because(List<String> reasons) {
    return reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
  }

  private static String because(@Nullable String reason) {
    return reason == null ? "" : ": " + reason;
  }

  private static Sentence well(String text) {
    return new Sentence(text, false);
  }
}
