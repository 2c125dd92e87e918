package io.insideout.services.payments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.runtime.Secret;
import io.insideout.runtime.http.Json;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
  private static final Secret SECRET = new Secret("TEST", "whsec_test");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String DIGEST =
      "45b40331de0325606dc5400202ade162460fbe48daf9401adfdcd0d7b4f35470";
  private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(UTF_8);

  private static String digest(long seconds, byte[] body) {
    return HexFormat.of().formatHex(Signature.digest(seconds, body, SECRET));
  }

  private static String signed(long ago) {
    long seconds = NOW.getEpochSecond() - ago;
    return "t=" + seconds + ",v1=" + digest(seconds, BODY);
  }

  private static boolean fits(String header) {
    return Signature.parse(header).fits(BODY, SECRET, NOW);
  }

  @Test
  void theDigestIsThatOfTheStandard() {
    // By openssl: printf '1767225600.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test
    assertThat(digest(1_767_225_600L, BODY)).isEqualTo(DIGEST);
  }

  @Test
  void whatIsSignedAMomentAgoFits() {
    assertThat(fits(signed(0))).isTrue();
    assertThat(fits(signed(300))).isTrue();
    assertThat(fits(signed(-300))).isTrue();
    assertThat(fits(signed(301))).isFalse();
    assertThat(fits(signed(-301))).isFalse();
  }

  @Test
  void oneOfSeveralHasToFit() {
    String other = "0".repeat(64);
    assertThat(fits(signed(0).replace(",v1=", ",v1=" + other + ",v1="))).isTrue();
    assertThat(fits(signed(0) + ",v1=" + other + ",v0=" + other)).isTrue();
    assertThat(fits(signed(0).replaceAll("v1=.*", "v1=" + other))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "t=", "v1=", "t=1,v1=zz", "t=x,v1=00", ",,,", "t=9223372036854775807,v1=00"})
  void whatMakesNoSenseFitsNothing(String header) {
    assertThat(fits(header)).isFalse();
  }

  @Test
  void anotherBodyDoesNotFit() {
    assertThat(Signature.parse(signed(0)).fits("{}".getBytes(UTF_8), SECRET, NOW)).isFalse();
  }

  private static Optional<Authorization> told(String type, String object) {
    String event =
        "{\"id\":\"evt_1\",\"type\":\"%s\",\"created\":1,\"data\":{\"object\":%s}}"
            .formatted(type, object);
    return Webhook.told(Json.read(event.getBytes(UTF_8), Webhook.Event.class));
  }

  private static String intent(String more) {
    return "{\"id\":\"pi_1\",\"amount\":1000,\"currency\":\"gbp\",\"metadata\":{\"order_id\":\"o-1\",\"request_id\":\"o-1/authorize\"}%s}"
        .formatted(more);
  }

  @Test
  void anEventAnswersTheRequestThatItNames() {
    Authorization held = told("payment_intent.amount_capturable_updated", intent("")).orElseThrow();

    assertThat(held.getRequestId()).isEqualTo("o-1/authorize");
    assertThat(held.getKind()).isEqualTo(PaymentKind.AUTHORIZE);
    assertThat(held.getOutcome()).isEqualTo(PaymentOutcome.APPROVED);
    assertThat(held.getAttempt()).isZero();
    assertThat(held.getReference()).isEqualTo("pi_1");
    assertThat(held.getCurrency()).isEqualTo("GBP");
  }

  @Test
  void aFailureSaysWhy() {
    Authorization failed =
        told(
                "payment_intent.payment_failed",
                intent(",\"last_payment_error\":{\"message\":\"No\\nmoney\",\"code\":\"x\"}"))
            .orElseThrow();

    assertThat(failed.getOutcome()).isEqualTo(PaymentOutcome.DECLINED);
    assertThat(failed.getReason()).isEqualTo("No money");
  }

  @Test
  void aCancelledPaymentAnswersTheVoid() {
    assertThat(told("payment_intent.canceled", intent("")).orElseThrow().getRequestId())
        .isEqualTo("o-1/void");
  }

  @Test
  void whatIsNotOursIsPassedOver() {
    assertThat(told("charge.succeeded", intent(""))).isEmpty();
    assertThat(told("payment_intent.canceled", "{\"id\":\"pi_1\"}")).isEmpty();
    assertThat(
            told(
                "payment_intent.amount_capturable_updated",
                intent("").replace("o-1/authorize", "o-2/authorize")))
        .isEmpty();
  }
}
