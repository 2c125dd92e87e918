package io.insideout.acceptance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/// Gives out tokens that a system takes, which is told the key in a file.
public final class Tokens {
  private static final String ISSUER = "https://id.example.com/";
  private static final String AUDIENCE = "insideout";

  private final RSAKey key;
  private final Path file;

  /// @param directory where the file is put
  public Tokens(Path directory) throws IOException, JOSEException {
    this.key = new RSAKeyGenerator(2048).keyID("one").generate();
    this.file =
        Files.writeString(
            directory.resolve("keys.json"), new JWKSet(key).toPublicJWKSet().toString());
  }

  /// What the system is told.
  public Map<String, String> settings() {
    return Map.of(
        "auth",
        "oidc",
        "auth-issuer",
        ISSUER,
        "auth-audience",
        AUDIENCE,
        "auth-jwks",
        file.toString());
  }

  public String operator() {
    return token("root", "operator", 600);
  }

  public String customer(String id) {
    return token(id, "customer", 600);
  }

  /// @param seconds until it expires
  String token(String subject, String role, int seconds) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .claim("roles", List.of(role))
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                .build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }
}
