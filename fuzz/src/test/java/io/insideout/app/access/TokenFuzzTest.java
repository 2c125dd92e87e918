package io.insideout.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.insideout.fuzz.Foreign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class TokenFuzzTest {
  private static @Nullable ECKey key;
  private static @Nullable TokenGuard guard;

  @BeforeAll
  static void aGuard(@TempDir Path directory) throws IOException, JOSEException {
    key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
    Path file =
        Files.writeString(
            directory.resolve("keys.json"), new JWKSet(key).toPublicJWKSet().toString());
    guard =
        new TokenGuard(
            "https://id.example.com/",
            "insideout",
            KeyAddress.of(file.toString()),
            new Claims("roles", "customer_id"));
  }

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_token_that_nobody_signed_lets_nobody_in_and_a_signed_one_says_who_it_is(byte[] input)
      throws JOSEException {
    TokenGuard asked = guard;
    assertThat(asked).isNotNull();
    String text = Foreign.text(input);
    assertThat(Foreign.read(() -> asked.caller(Optional.of(text)))).isEmpty();
    assertThat(Foreign.read(() -> asked.caller(Optional.of("Bearer " + text)))).isEmpty();
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String unsigned = "Bearer " + base64.encodeToString(input) + "." + base64.encodeToString(input);
    assertThat(Foreign.read(() -> asked.caller(Optional.of(unsigned + ".AAAA")))).isEmpty();

    JWSObject signed =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(), new Payload(input));
    signed.sign(new ECDSASigner(key));
    Foreign.read(() -> asked.caller(Optional.of("Bearer " + signed.serialize())))
        .ifPresent(caller -> assertThat(caller.until()).isNotNull());
  }
}
