package io.insideout.app.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.URL;
import java.security.Key;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The keys by which tokens may be signed, as their issuer tells them: fetched when the first token
/// comes, kept for a while, and fetched again where a token names one that is not among them.
/// However many such tokens come, the issuer is asked twice in half a minute at most; and while it
/// does not answer, the keys that it told before are good for some hours.
final class SigningKeys implements JWSKeySelector<SecurityContext> {
  /// By these only: with a key that both sides have, whoever can check a token can make one.
  static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512,
          JWSAlgorithm.EdDSA,
          JWSAlgorithm.Ed25519);

  private static final int CONNECT_WITHIN_MILLIS = 2_000;
  private static final int READ_WITHIN_MILLIS = 2_000;
  private static final int MOST_BYTES = 1 << 18;
  private static final Duration KEPT_FOR = Duration.ofMinutes(5);
  private static final Duration FETCHED_WITHIN = Duration.ofSeconds(10);
  private static final Duration ASKED_EVERY = Duration.ofSeconds(30);
  private static final Duration GOOD_WITHOUT_ISSUER = Duration.ofHours(4);

  private final JWKSource<SecurityContext> source;

  SigningKeys(URL url) {
    this.source =
        JWKSourceBuilder.<SecurityContext>create(
                url,
                new DefaultResourceRetriever(CONNECT_WITHIN_MILLIS, READ_WITHIN_MILLIS, MOST_BYTES))
            .cache(KEPT_FOR.toMillis(), FETCHED_WITHIN.toMillis())
            .refreshAheadCache(false)
            .rateLimited(ASKED_EVERY.toMillis())
            .outageTolerant(GOOD_WITHOUT_ISSUER.toMillis())
            .build();
  }

  @Override
  public List<? extends Key> selectJWSKeys(JWSHeader header, SecurityContext context)
      throws KeySourceException {
    return ALGORITHMS.contains(header.getAlgorithm())
        ? source.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), context).stream()
            .flatMap(SigningKeys::publicKey)
            .toList()
        : List.of();
  }

  /// Whether it can sign tokens, and its one half need not be kept secret.
  static boolean isUsable(JWK key) {
    return publicKey(key).findAny().isPresent();
  }

  /// A key that cannot be used is passed over: the issuer may have some for others.
  private static Stream<PublicKey> publicKey(JWK key) {
    try {
      return switch (key) {
        case OctetKeyPair pair -> EdwardsVerifier.publicKey(pair).stream();
        case AsymmetricJWK pair -> Stream.of(pair.toPublicKey());
        default -> Stream.empty();
      };
    } catch (JOSEException unusable) {
      return Stream.empty();
    }
  }
}
