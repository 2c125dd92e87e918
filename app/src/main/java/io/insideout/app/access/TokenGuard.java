package io.insideout.app.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.Problem;
import java.net.URL;
import java.security.Key;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows callers by a token that an issuer signed (JWT, as OpenID Connect has it): whoever brings
/// it is who it says. No token is kept, and none is logged.
public final class TokenGuard implements Guard {
  private static final Logger LOG = LoggerFactory.getLogger(TokenGuard.class);

  /// How far clocks may differ.
  static final Duration SKEW = Duration.ofSeconds(60);

  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/=-]+) *");

  private final ConfigurableJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final Claims claims;

  /// @param issuer who gives tokens out
  /// @param audience for whom they must be
  /// @param keys where the issuer's keys are
  /// @param claims what they say
  public TokenGuard(String issuer, String audience, URL keys, Claims claims) {
    DefaultJWTClaimsVerifier<SecurityContext> verifier =
        new DefaultJWTClaimsVerifier<>(
            Set.of(audience),
            new JWTClaimsSet.Builder().issuer(issuer).build(),
            Set.of("exp"),
            Set.of());
    verifier.setMaxClockSkew((int) SKEW.toSeconds());
    processor.setJWTClaimsSetVerifier(verifier);
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new SigningKeys(keys));
    processor.setJWSVerifierFactory(new Verifiers());
    this.claims = claims;
  }

  @Override
  public Caller caller(Optional<String> authorization) {
    Matcher bearer = BEARER.matcher(authorization.orElseThrow(Problem::tokenMissing));
    if (!bearer.matches()) {
      throw Problem.tokenRefused("the header is to be: Authorization: Bearer, and a token");
    }
    JWTClaimsSet believed = believed(bearer.group(1));
    return claims.caller(believed, believed.getExpirationTime().toInstant().plus(SKEW));
  }

  @SuppressWarnings("NullAway") // the library takes no context for one
  private JWTClaimsSet believed(String token) {
    try {
      return processor.process(SignedJWT.parse(token), null);
    } catch (ParseException e) {
      throw Problem.tokenRefused("it is not a signed token (JWT)");
    } catch (RateLimitReachedException e) {
      throw Problem.tokenRefused("no key of the issuer's is known by which it could be signed");
    } catch (KeySourceException e) {
      LOG.warn("the keys by which tokens are signed cannot be fetched: {}", e.getMessage());
      throw Problem.unavailable("the keys by which tokens are signed cannot be fetched");
    } catch (BadJOSEException | JOSEException e) {
      throw Problem.tokenRefused(String.valueOf(e.getMessage()));
    }
  }

  /// The library's verifiers, and ours.
  private static final class Verifiers extends DefaultJWSVerifierFactory {
    @Override
    public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
      boolean edwards = JWSAlgorithm.Family.ED.contains(header.getAlgorithm());
      return edwards && key instanceof PublicKey open
          ? new EdwardsVerifier(open)
          : super.createJWSVerifier(header, key);
    }
  }
}
