package io.insideout.services.payments;

import static io.insideout.catalog.Topics.AUTHORIZATIONS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.PAYMENTS;
import static io.insideout.catalog.Topics.PAYMENT_REQUESTS;
import static io.insideout.services.payments.PaymentFacts.answer;
import static io.insideout.services.payments.PaymentFacts.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.OrderState;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.PaymentState;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.testkit.SentRecord;
import io.insideout.testkit.TopologyHarness;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaymentsServiceTest {
  private static final Instant THEN = Instant.parse("2010-12-01T08:26:00Z");

  private final TopologyHarness world =
      new TopologyHarness(new PaymentsService("simulated", Map.of()));

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aRequestIsMadeOfTheOrderAtItsTime() {
    String order = world.send(ORDERS, "o-1", version(OrderState.VALIDATED), THEN);

    SentRecord<PaymentRequest> asked = world.sent(PAYMENT_REQUESTS).getFirst();
    assertThat(asked.key()).isEqualTo("o-1");
    assertThat(asked.timestamp()).isEqualTo(THEN);
    assertThat(asked.headers()).containsEntry("cause", order);
  }

  @Test
  void anAnswerMakesThePayment() {
    world.send(ORDERS, "o-1", version(OrderState.VALIDATED), THEN);
    PaymentRequest asked = world.sent(PAYMENT_REQUESTS).getFirst().value();
    world.send(AUTHORIZATIONS, "o-1", answer(asked, new Approved("ref")));
    world.send(AUTHORIZATIONS, "o-1", answer(asked, new Approved("ref")));

    assertThat(world.sent(PAYMENTS)).hasSize(1);
    Payment payment = world.sent(PAYMENTS).getFirst().value();
    assertThat(payment.getState()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(payment.getAuthorizedMinor()).isEqualTo(1_000);
  }
}
