package io.insideout.services.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Against what the standard's own libraries expect of theirs.
class SignatureTest {
  private static final SigningSecret SECRET =
      SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final Envelope ENVELOPE =
      new Envelope("msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}".getBytes(UTF_8));
  private static final Instant THEN = Instant.ofEpochSecond(1_614_265_330);
  private static final String EXPECTED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void itIsTheOneThatTheStandardsLibrariesMake() {
    assertThat(Signature.headers(ENVELOPE, List.of(SECRET), THEN))
        .isEqualTo(
            Map.of(
                "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp", "1614265330",
                "webhook-signature", EXPECTED));
  }

  @Test
  void severalSecretsSignOneAfterTheOther() {
    SigningSecret other = SigningSecret.parse("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    String signature =
        String.valueOf(
            Signature.headers(ENVELOPE, List.of(other, SECRET), THEN).get(Signature.SIGNATURE));

    assertThat(signature.split(" "))
        .hasSize(2)
        .contains(EXPECTED)
        .allMatch(s -> s.startsWith("v1,"));
  }

  @Test
  void aSecretIsWrittenAsTheStandardWantsItAndShownToNobody() {
    assertThat(SECRET.text()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(SigningSecret.parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").text())
        .isEqualTo(SECRET.text());
    assertThat(SECRET).hasToString("SigningSecret");
  }
}
