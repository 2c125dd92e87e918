package io.insideout.app.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives tokens out, by real keys.
final class Issuer {
  static final String NAME = "https://id.example.com/";
  static final String AUDIENCE = "insideout";

  static final RSAKey RSA = rsa("rsa");
  static final ECKey P256 = ec(Curve.P_256, "p256");
  static final ECKey P384 = ec(Curve.P_384, "p384");
  static final ECKey P521 = ec(Curve.P_521, "p521");
  static final KeyPair ED25519 = edwards();

  private Issuer() {}

  static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec(Curve curve, String id) {
    try {
      return new ECKeyGenerator(curve).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair edwards() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The public halves of all.
  static List<JWK> keys() {
    byte[] encoded = ED25519.getPublic().getEncoded();
    byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return List.of(
        RSA,
        P256,
        P384,
        P521,
        new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).keyID("ed25519").build());
  }

  static String told(List<JWK> keys) {
    return new JWKSet(keys).toPublicJWKSet().toString();
  }

  static Path write(Path file, List<JWK> keys) {
    try {
      return Files.writeString(file, told(keys));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What an operator's token says, good for ten minutes.
  static JWTClaimsSet.Builder operator() {
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience(AUDIENCE)
        .subject("ada")
        .expirationTime(in(600))
        .claim("roles", List.of("operator"));
  }

  static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  static JWSHeader.Builder header(JWSAlgorithm algorithm, @Nullable String key) {
    return new JWSHeader.Builder(algorithm).keyID(key);
  }

  static String sign(JWTClaimsSet.Builder claims) {
    return sign(header(JWSAlgorithm.RS256, "rsa"), claims, RSA);
  }

  static String sign(JWSHeader.Builder header, JWTClaimsSet.Builder claims, JWK key) {
    try {
      JWSSigner signer =
          switch (key) {
            case RSAKey rsa -> new RSASSASigner(rsa);
            case ECKey ec -> new ECDSASigner(ec);
            default -> throw new IllegalArgumentException(key.toString());
          };
      return signed(header, claims, signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// By a secret that both sides have.
  static String signBySecret(JWSHeader.Builder header, JWTClaimsSet.Builder claims, byte[] secret)
      throws JOSEException {
    return signed(header, claims, new MACSigner(secret));
  }

  private static String signed(
      JWSHeader.Builder header, JWTClaimsSet.Builder claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header.build(), claims.build());
    token.sign(signer);
    return token.serialize();
  }

  /// By Ed25519, which the library signs only with another library's help.
  static String signByEdwards(JWSHeader.Builder header, JWTClaimsSet.Builder claims) {
    SignedJWT token = new SignedJWT(header.build(), claims.build());
    String signed =
        token.getHeader().toBase64URL() + "." + Base64URL.encode(token.getPayload().toString());
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(ED25519.getPrivate());
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + Base64URL.encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
