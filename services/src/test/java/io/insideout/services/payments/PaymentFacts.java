package io.insideout.services.payments;

import static io.insideout.testkit.OrderFixture.order;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.services.payments.PaymentProvider.Answer;

/// Orders and answers to test with.
final class PaymentFacts {
  static final long TOTAL_MINOR = 1_000;

  private PaymentFacts() {}

  static Order version(OrderState state) {
    return version(state, 0, 0);
  }

  static Order version(OrderState state, long chargeMinor, long refundMinor) {
    return version(TOTAL_MINOR, state, chargeMinor, refundMinor);
  }

  static Order version(long totalMinor, OrderState state, long chargeMinor, long refundMinor) {
    return Order.newBuilder(order("o-1").card("tok-1").total(totalMinor).version(2, state))
        .setChargeMinor(chargeMinor)
        .setRefundMinor(refundMinor)
        .build();
  }

  static PaymentRequest request(String step, PaymentKind kind, long amountMinor) {
    return new PaymentRequest("o-1/" + step, "o-1", kind, "tok-1", "GBP", amountMinor);
  }

  static Authorization answer(PaymentRequest request, Answer answer) {
    return Attempts.of(request, answer, 1);
  }
}
