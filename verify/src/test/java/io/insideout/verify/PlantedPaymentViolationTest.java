package io.insideout.verify;

import static io.insideout.verify.PlantedLog.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Email;
import io.insideout.catalog.EmailKind;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Money and e-mail: a history in which all is well, and each clause of the laws broken once in it.
class PlantedPaymentViolationTest {
  record Broken(String name, char law, String says, Consumer<PlantedLog> plant) {
    @Override
    public String toString() {
      return law + ": " + name;
    }
  }

  @Test
  void of_a_history_in_which_all_is_well_nothing_is_said() {
    Report report = Audit.of(PaidHistory.log().entries(), Quiet.yes("all was worked off"));

    assertThat(report.law('F').first()).isEmpty();
    assertThat(report.law('G').first()).isEmpty();
    assertThat(report.law('F').counted())
        .containsEntry("captured minor units", 667L)
        .containsEntry("refunded minor units", 333L);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void is_found(Broken broken) {
    PlantedLog log = PaidHistory.log();
    broken.plant().accept(log);
    Report report = Audit.of(log.entries(), Quiet.yes("all was worked off"));

    assertThat(report.law(broken.law()).first())
        .as("%s", report)
        .anyMatch(violation -> violation.sentence().contains(broken.says()));
  }

  static Stream<Broken> broken() {
    return Stream.of(
        new Broken(
            "more refunded than captured",
            'F',
            "900 refunded, 667 captured",
            log -> payment(log, 3, b -> b.setRefundedMinor(900))),
        new Broken(
            "more captured than authorized",
            'F',
            "captured, 600 authorized",
            log -> payment(log, 2, b -> b.setAuthorizedMinor(600))),
        new Broken(
            "captured and not told by the provider",
            'F',
            "the payment says 667 captured, the provider approved 0",
            log -> log.removeAll(attempts(log, PaymentKind.CAPTURE))),
        new Broken(
            "captured twice",
            'F',
            "the provider approved 1,334",
            log -> {
              Entry request = request(log, PaymentKind.CAPTURE);
              Entry attempt = attempts(log, PaymentKind.CAPTURE).getLast();
              log.append(
                  request,
                  PaymentRequest.newBuilder((PaymentRequest) value(request))
                      .setRequestId("again")
                      .build(),
                  null);
              log.append(
                  attempt,
                  Authorization.newBuilder((Authorization) value(attempt))
                      .setRequestId("again")
                      .build(),
                  null);
            }),
        new Broken(
            "one request decided twice",
            'F',
            "o-1/capture/667 was decided twice",
            log -> {
              Entry request = request(log, PaymentKind.CAPTURE);
              log.append(request, (PaymentRequest) value(request), null);
            }),
        new Broken(
            "an attempt that nobody had asked for",
            'F',
            "o-1/refund/333 was never asked for",
            log -> log.removeAll(List.of(request(log, PaymentKind.REFUND)))),
        new Broken(
            "a request that nobody answered",
            'F',
            "o-1/authorize was to be asked for, and was never answered",
            log -> log.removeAll(attempts(log, PaymentKind.AUTHORIZE))),
        new Broken(
            "a request that has attempts alone",
            'F',
            "o-1/authorize was to be asked for, and was never answered",
            log ->
                log.removeAll(
                    log.all(
                        Authorization.class,
                        one ->
                            one.getKind() == PaymentKind.AUTHORIZE
                                && one.getOutcome() == PaymentOutcome.APPROVED))),
        new Broken(
            "approved and declined",
            'F',
            "was both approved and declined",
            log -> {
              Entry attempt = attempts(log, PaymentKind.CAPTURE).getLast();
              log.append(
                  attempt,
                  Authorization.newBuilder((Authorization) value(attempt))
                      .setOutcome(PaymentOutcome.DECLINED)
                      .build(),
                  null);
            }),
        new Broken(
            "what is due and was not captured",
            'F',
            "captured of 667 due",
            log -> {
              payment(log, 3, b -> b.setCapturedMinor(600));
              payment(log, 2, b -> b.setCapturedMinor(600));
            }),
        new Broken(
            "a version of the payment that is missing",
            'F',
            "payment version 3 out of turn",
            log -> log.removeAll(log.all(Payment.class, one -> one.getVersion() == 2))),
        new Broken(
            "an order that charges a penny too much",
            'F',
            "667 minor units are due for what has left, and the order says 668",
            log -> order(log, OrderState.SHIPPED, b -> b.setChargeMinor(668))),
        new Broken(
            "an order that gives a penny too much back",
            'F',
            "333 minor units are due back, and the order says 334",
            log -> order(log, OrderState.RETURNED, b -> b.setRefundMinor(334))),
        new Broken(
            "an order that ended, and the card still holds it",
            'F',
            "it is CANCELLED, and the card still holds 667",
            log -> {
              log.removeAll(log.all(Order.class, one -> one.getVersion() > 3));
              log.removeAll(log.all(Payment.class, one -> one.getVersion() > 1));
              order(log, OrderState.PAID, b -> b.setState(OrderState.CANCELLED));
            }),
        new Broken(
            "two letters",
            'G',
            "written twice: CONFIRMATION",
            log -> {
              Entry email = log.find(Email.class, _ -> true);
              log.append(email, (Email) value(email), null);
            }),
        new Broken(
            "no letter",
            'G',
            "is paid, and its customer was not told",
            log -> log.removeAll(log.all(Email.class, _ -> true))),
        new Broken(
            "a letter, and no payment",
            'G',
            "was confirmed, and nobody paid",
            log -> log.removeAll(log.all(Payment.class, _ -> true))),
        new Broken(
            "a reminder of what was never validated",
            'G',
            "was reminded of, and was never validated",
            log -> {
              log.removeAll(log.all(Order.class, one -> one.getState() == OrderState.VALIDATED));
              Entry email = log.find(Email.class, _ -> true);
              log.append(
                  email,
                  Email.newBuilder((Email) value(email)).setKind(EmailKind.REMINDER).build(),
                  null);
            }));
  }

  private static Entry request(PlantedLog log, PaymentKind kind) {
    return log.find(PaymentRequest.class, one -> one.getKind() == kind);
  }

  private static List<Entry> attempts(PlantedLog log, PaymentKind kind) {
    return log.all(Authorization.class, one -> one.getKind() == kind);
  }

  private static void payment(PlantedLog log, int version, Consumer<Payment.Builder> change) {
    Entry entry = log.find(Payment.class, one -> one.getVersion() == version);
    Payment.Builder payment = Payment.newBuilder((Payment) value(entry));
    change.accept(payment);
    log.edit(entry, (Payment any) -> payment.build());
  }

  private static void order(PlantedLog log, OrderState state, Consumer<Order.Builder> change) {
    Entry entry = log.find(Order.class, one -> one.getState() == state);
    Order.Builder order = Order.newBuilder((Order) value(entry));
    change.accept(order);
    log.edit(entry, (Order any) -> order.build());
  }

  /// A payment that was voided holds nothing.
  @Test
  void a_voided_payment_of_a_cancelled_order_is_as_it_should_be() {
    PlantedLog log = PaidHistory.held();
    order(log, OrderState.PAID, b -> b.setState(OrderState.CANCELLED));
    PaidHistory.voided(log);

    assertThat(Audit.of(log.entries(), Quiet.yes("all was worked off")).law('F').first()).isEmpty();
  }
}
