package io.insideout.services.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Declined;
import io.insideout.services.payments.PaymentProvider.Unknown;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedProviderTest {
  private final List<Authorization> told = new ArrayList<>();
  private final SimulatedProvider provider = new SimulatedProvider(told::add);

  private PaymentProvider.Answer ask(String token, PaymentKind kind) {
    return provider.ask(new PaymentRequest("o-1/" + kind, "o-1", kind, token, "GBP", 100L), null);
  }

  @Test
  void theTokenSaysHowItBehaves() {
    assertThat(ask("card-1", PaymentKind.AUTHORIZE)).isInstanceOf(Approved.class);
    assertThat(ask("tok-decline-1", PaymentKind.AUTHORIZE)).isInstanceOf(Declined.class);
    assertThat(ask("tok-capture-declines", PaymentKind.AUTHORIZE)).isInstanceOf(Approved.class);
    assertThat(ask("tok-capture-declines", PaymentKind.CAPTURE)).isInstanceOf(Declined.class);
    assertThat(ask("tok-refund-declines", PaymentKind.REFUND)).isInstanceOf(Declined.class);
  }

  @Test
  void twoAnswersAreLostAndTheThirdComes() {
    assertThat(ask("tok-timeout", PaymentKind.AUTHORIZE)).isInstanceOf(Unknown.class);
    assertThat(ask("tok-timeout", PaymentKind.AUTHORIZE)).isInstanceOf(Unknown.class);
    assertThat(ask("tok-timeout", PaymentKind.AUTHORIZE)).isInstanceOf(Approved.class);
  }

  @Test
  void whatIsSilentCanBeVoidedAndIsNeverDoneAfterThat() {
    assertThat(ask("tok-silent", PaymentKind.AUTHORIZE)).isInstanceOf(Unknown.class);
    assertThat(ask("tok-silent", PaymentKind.VOID)).isInstanceOf(Approved.class);
    assertThat(ask("tok-silent", PaymentKind.AUTHORIZE)).isInstanceOf(Declined.class);
  }

  @Test
  void whatIsToldTwiceIsToldAsAnAttemptThatNobodyMade() {
    ask("tok-twice", PaymentKind.AUTHORIZE);

    assertThat(told).extracting(Authorization::getAttempt).containsExactly(0);
  }
}
