package io.insideout.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.insideout.fuzz.Foreign;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class KeysFuzzTest {
  private static final int UNAVAILABLE = 503;

  private static Path file;
  private static String token;
  private static RSAKey key;

  @BeforeAll
  static void aToken(@TempDir Path directory) throws JOSEException {
    file = directory.resolve("keys.json");
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    SignedJWT signed =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").type(JOSEObjectType.JWT).build(),
            new JWTClaimsSet.Builder()
                .issuer("https://id.example.com/")
                .audience("insideout")
                .subject("root")
                .claim("roles", "operator")
                .expirationTime(Date.from(Instant.now().plusSeconds(86_400)))
                .build());
    signed.sign(new RSASSASigner(key));
    token = "Bearer " + signed.serialize();
  }

  /// Keys that are somebody else's, whatever they are, let nobody in whom they did not sign.
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void keys_of_an_issuer_are_of_use_or_passed_over_and_let_nobody_else_in(byte[] input)
      throws IOException {
    String text = Foreign.text(input);
    assertThat(caller(text)).isEmpty();
    // Beside one that is good, as where an issuer has keys for others as well.
    String good = new JWKSet(key).toPublicJWKSet().getKeys().getFirst().toJSONString();
    caller("{\"keys\":[%s,%s]}".formatted(good, text))
        .ifPresent(operator -> assertThat(operator).isInstanceOf(Caller.Operator.class));
  }

  private static Optional<Caller> caller(String keys) throws IOException {
    Files.writeString(file, keys);
    TokenGuard guard =
        new TokenGuard(
            "https://id.example.com/",
            "insideout",
            file.toUri().toURL(),
            new Claims("roles", "customer_id"));
    try {
      return Optional.of(guard.caller(Optional.of(token)));
    } catch (Problem told) {
      assertThat(told.status()).isIn(401, UNAVAILABLE);
      return Optional.empty();
    }
  }
}
