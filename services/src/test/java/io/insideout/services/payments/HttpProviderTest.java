package io.insideout.services.payments;

import static io.insideout.catalog.PaymentKind.AUTHORIZE;
import static io.insideout.catalog.PaymentKind.CAPTURE;
import static io.insideout.catalog.PaymentKind.REFUND;
import static io.insideout.catalog.PaymentKind.VOID;
import static io.insideout.services.payments.PaymentFacts.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.PaymentRequest;
import io.insideout.runtime.Secret;
import io.insideout.services.payments.PaymentProvider.Answer;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Declined;
import io.insideout.services.payments.PaymentProvider.Unknown;
import io.insideout.services.payments.StubProvider.Asked;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpProviderTest {
  private static final Secret SECRET = new Secret("TEST", "sk_test_1");
  private static final String HELD =
      "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"status\":\"requires_capture\",\"amount\":1000}";
  private static final String CANCELLED = "{\"id\":\"pi_1\",\"status\":\"canceled\"}";
  private static final PaymentRequest AUTHORIZATION = request("authorize", AUTHORIZE, 1_000);

  private final StubProvider stub;
  private @Nullable String reference;
  private boolean isUnreadable;
  private final HttpProvider provider;

  HttpProviderTest() throws IOException {
    stub = new StubProvider();
    provider =
        new HttpProvider(
            new ProviderCalls(stub.url(), SECRET, Duration.ofMillis(500)), _ -> reference());
  }

  private @Nullable String reference() throws TimeoutException {
    if (isUnreadable) {
      throw new TimeoutException("the log cannot be read");
    }
    return reference;
  }

  @AfterEach
  void close() {
    provider.close();
    stub.close();
  }

  private Answer ask(PaymentRequest request) throws InterruptedException {
    return provider.ask(request, null);
  }

  @Test
  void aCardIsHeldUnderTheRequestsKey() throws Exception {
    stub.answers(200, HELD);

    assertThat(ask(AUTHORIZATION)).isEqualTo(new Approved("pi_1"));

    Asked asked = stub.asked().getFirst();
    assertThat(asked.call()).isEqualTo("POST /v1/payment_intents");
    assertThat(asked.key()).isEqualTo("o-1/authorize");
    assertThat(asked.bearer()).isEqualTo("Bearer sk_test_1");
    assertThat(asked.form().split("&"))
        .contains(
            "amount=1000",
            "currency=gbp",
            "capture_method=manual",
            "confirm=true",
            "payment_method=tok-1",
            "metadata[order_id]=o-1",
            "metadata[request_id]=o-1/authorize");
  }

  @Test
  void whatIsNotAnsweredIsAskedAgainUnderTheSameKeyInTheSameWords() throws Exception {
    stub.isSilent().answers(503, "").answers(429, "{}").answers(200, "not json").answers(200, HELD);

    for (int lost = 0; lost < 4; lost++) {
      assertThat(ask(AUTHORIZATION)).isInstanceOf(Unknown.class);
    }
    assertThat(ask(AUTHORIZATION)).isEqualTo(new Approved("pi_1"));
    assertThat(stub.asked()).hasSize(5).containsOnly(stub.asked().getFirst());
  }

  @Test
  void aCardErrorIsADecline() throws Exception {
    stub.answers(
        402,
        "{\"error\":{\"type\":\"card_error\",\"code\":\"card_declined\",\"decline_code\":\"insufficient_funds\",\"message\":\"Your card was declined.\"}}");

    assertThat(ask(AUTHORIZATION))
        .isEqualTo(new Declined("Your card was declined. (insufficient_funds)", null));
  }

  @Test
  void aSecretThatIsNotTakenDeclinesNobodysCard() throws Exception {
    stub.answers(401, "{\"error\":{\"message\":\"Invalid API Key: sk_test_1\"}}");

    assertThat(ask(AUTHORIZATION))
        .isEqualTo(new Unknown("the provider does not take the secret (401)", null));
  }

  @Test
  void aPartIsCapturedSoThatTheRestIsStillHeld() throws Exception {
    reference = "pi_1";
    stub.answers(200, HELD).answers(200, HELD);

    assertThat(ask(request("capture/300", CAPTURE, 300))).isEqualTo(new Approved("pi_1"));
    assertThat(stub.asked().getLast().call()).isEqualTo("POST /v1/payment_intents/pi_1/capture");
    assertThat(stub.asked().getLast().form())
        .isEqualTo("amount_to_capture=300&final_capture=false");
  }

  @Test
  void allOfItIsCapturedAsItIs() throws Exception {
    reference = "pi_1";
    stub.answers(200, HELD).answers(200, HELD);

    assertThat(ask(request("capture/1000", CAPTURE, 1_000))).isEqualTo(new Approved("pi_1"));
    assertThat(stub.asked().getLast().form()).isEqualTo("amount_to_capture=1000");
  }

  @Test
  void whatCameBackIsRefunded() throws Exception {
    reference = "pi_1";
    stub.answers(200, "{\"id\":\"re_1\",\"status\":\"succeeded\"}");

    assertThat(ask(request("refund/400", REFUND, 400))).isEqualTo(new Approved("pi_1"));
    assertThat(stub.asked().getFirst().key()).isEqualTo("o-1/refund/400");
    assertThat(stub.asked().getFirst().form()).startsWith("payment_intent=pi_1&amount=400");
  }

  @Test
  void whatHasNoNameYetIsNotCaptured() throws Exception {
    assertThat(ask(request("capture/300", CAPTURE, 300))).isInstanceOf(Unknown.class);
    assertThat(stub.asked()).isEmpty();
  }

  @Test
  void whatIsHeldIsCancelled() throws Exception {
    reference = "pi_1";
    stub.answers(200, CANCELLED);

    assertThat(ask(request("void", VOID, 0))).isEqualTo(new Approved("pi_1"));
    assertThat(stub.asked().getFirst().call()).endsWith("/pi_1/cancel");
  }

  @Test
  void whatMayBeHeldIsLookedUpUnderItsOwnKeyAndCancelled() throws Exception {
    stub.answers(200, HELD).answers(200, CANCELLED);

    assertThat(provider.ask(request("void", VOID, 0), AUTHORIZATION))
        .isEqualTo(new Approved("pi_1"));
    assertThat(stub.asked()).extracting(Asked::key).containsExactly("o-1/authorize", "o-1/void");
  }

  @Test
  void whereNobodyCanSayWhetherMoneyIsHeldNothingIsCalledUndone() throws Exception {
    isUnreadable = true;

    assertThat(ask(request("void", VOID, 0))).isInstanceOf(Unknown.class);
    assertThat(provider.ask(request("void", VOID, 0), AUTHORIZATION)).isInstanceOf(Unknown.class);
    assertThat(ask(request("capture/300", CAPTURE, 300))).isInstanceOf(Unknown.class);
    assertThat(ask(request("refund/400", REFUND, 400))).isInstanceOf(Unknown.class);
    assertThat(stub.asked()).isEmpty();
  }

  @Test
  void whatHasNoNameBeforeItIsAuthorizedIsNotLookedUp() throws Exception {
    isUnreadable = true;
    stub.answers(200, HELD);

    assertThat(ask(AUTHORIZATION)).isEqualTo(new Approved("pi_1"));
  }

  @Test
  void whatDoesNotSayNeverIsAskedAgain() throws Exception {
    String error = "{\"error\":{\"message\":\"a part of it is away\"}}";
    stub.answers(424, error).answers(408, error).answers(425, error);
    stub.answers(400, "{\"error\":{\"type\":\"api_error\",\"message\":\"ours\"}}");
    for (int asked = 0; asked < 4; asked++) {
      assertThat(ask(AUTHORIZATION)).isInstanceOf(Unknown.class);
    }

    stub.answers(424, error);
    assertThat(provider.ask(request("void", VOID, 0), AUTHORIZATION)).isInstanceOf(Unknown.class);
  }

  @Test
  void whatMayHaveBeenCancelledByItselfIsLookedUpUntilItIsKnown() throws Exception {
    reference = "pi_1";
    stub.answers(400, "{\"error\":{\"message\":\"unexpected state\"}}").answers(500, "{}");

    assertThat(ask(request("void", VOID, 0))).isInstanceOf(Unknown.class);
  }

  @Test
  void whatTheProviderKnowsNothingOfIsNotAskedForEver() throws Exception {
    reference = "pi_1";
    String error = "{\"error\":{\"message\":\"No such payment_intent: 'pi_1'\"}}";
    stub.answers(404, error).answers(404, error);

    assertThat(ask(request("void", VOID, 0))).isInstanceOf(Declined.class);
  }

  @Test
  void whatWasCancelledByItselfNeedNotBe() throws Exception {
    reference = "pi_1";
    stub.answers(400, "{\"error\":{\"message\":\"unexpected state\"}}").answers(200, CANCELLED);

    assertThat(ask(request("void", VOID, 0))).isEqualTo(new Approved("pi_1"));
  }

  @Test
  void amountsAreInTheSmallestUnitOfTheirCurrency() {
    assertThat(Units.of(in("JPY", 50_000))).hasValue(500);
    assertThat(Units.of(in("JPY", 50_050))).isEmpty();
    assertThat(Units.of(in("KWD", 125))).hasValue(1_250);
    assertThat(Units.of(in("GBP", 125))).hasValue(125);
    assertThat(Units.of(in("XYZ?", 125))).isEmpty();
    assertThat(Units.minor(500, "jpy")).hasValue(50_000);
    assertThat(Units.minor(1_250, "KWD")).hasValue(125);
    assertThat(Units.minor(1_251, "KWD")).isEmpty();
    assertThat(Units.minor(125, "gbp")).hasValue(125);
    assertThat(Units.minor(125, "")).isEmpty();
  }

  private static PaymentRequest in(String currency, long amountMinor) {
    return new PaymentRequest("o-1/authorize", "o-1", AUTHORIZE, "tok-1", currency, amountMinor);
  }
}
