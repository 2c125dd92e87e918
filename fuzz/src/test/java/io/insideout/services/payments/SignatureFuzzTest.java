package io.insideout.services.payments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import io.insideout.runtime.Secret;
import java.time.Instant;
import java.util.HexFormat;

class SignatureFuzzTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Secret SECRET = new Secret("secret", "whsec_one");
  private static final Secret OTHER = new Secret("secret", "whsec_other");
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_signature_is_by_the_secret_or_fits_nothing(byte[] input) {
    String header = Foreign.text(input);
    assertThat(Signature.parse(header).fits(BODY, SECRET, NOW)).isFalse();

    long seconds = NOW.getEpochSecond();
    String sound =
        "t=%d,v1=%s"
            .formatted(seconds, HexFormat.of().formatHex(Signature.digest(seconds, input, SECRET)));
    assertThat(Signature.parse(sound).fits(input, SECRET, NOW)).isTrue();
    assertThat(Signature.parse(sound).fits(input, OTHER, NOW)).isFalse();
  }
}
