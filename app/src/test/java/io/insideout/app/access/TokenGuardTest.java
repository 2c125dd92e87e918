package io.insideout.app.access;

import static io.insideout.app.access.Issuer.header;
import static io.insideout.app.access.Issuer.in;
import static io.insideout.app.access.Issuer.operator;
import static io.insideout.app.access.Issuer.sign;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Caller.Customer;
import io.insideout.runtime.http.Caller.Operator;
import io.insideout.runtime.http.Caller.Stranger;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Route;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A token is taken if it is right in everything, and each way to be wrong is one too many.
class TokenGuardTest {
  private static final RSAKey STRANGE = Issuer.rsa("rsa");

  @TempDir Path directory;
  private Path file;
  private TokenGuard guard;

  @BeforeEach
  void openTheDoor() {
    file = Issuer.write(directory.resolve("keys.json"), Issuer.keys());
    guard = guard("roles", "sub");
  }

  private TokenGuard guard(String rolesClaim, String customerClaim) {
    return new TokenGuard(
        Issuer.NAME,
        Issuer.AUDIENCE,
        KeyAddress.of(file.toString()),
        new Claims(rolesClaim, customerClaim));
  }

  private Caller ask(String token) {
    return guard.caller(Optional.of("Bearer " + token));
  }

  static Stream<Arguments> rightTokens() {
    return Stream.of(
        Arguments.of("RS256", sign(operator())),
        Arguments.of("RS512", sign(header(JWSAlgorithm.RS512, "rsa"), operator(), Issuer.RSA)),
        Arguments.of("PS256", sign(header(JWSAlgorithm.PS256, "rsa"), operator(), Issuer.RSA)),
        Arguments.of("ES256", sign(header(JWSAlgorithm.ES256, "p256"), operator(), Issuer.P256)),
        Arguments.of("ES384", sign(header(JWSAlgorithm.ES384, "p384"), operator(), Issuer.P384)),
        Arguments.of("ES512", sign(header(JWSAlgorithm.ES512, "p521"), operator(), Issuer.P521)),
        Arguments.of(
            "EdDSA", Issuer.signByEdwards(header(JWSAlgorithm.EdDSA, "ed25519"), operator())),
        Arguments.of(
            "Ed25519", Issuer.signByEdwards(header(JWSAlgorithm.Ed25519, "ed25519"), operator())),
        Arguments.of(
            "an access token of RFC 9068",
            sign(
                header(JWSAlgorithm.RS256, "rsa").type(new JOSEObjectType("at+jwt")),
                operator(),
                Issuer.RSA)),
        Arguments.of("no kid", sign(header(JWSAlgorithm.RS256, null), operator(), Issuer.RSA)),
        Arguments.of("expired within the skew", sign(operator().expirationTime(in(-30)))),
        Arguments.of("good from within the skew on", sign(operator().notBeforeTime(in(30)))),
        Arguments.of(
            "one audience of two", sign(operator().audience(List.of("another", Issuer.AUDIENCE)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rightTokens")
  void aRightTokenIsTaken(String kind, String token) {
    assertThat(ask(token)).as(kind).isInstanceOf(Operator.class);
  }

  static Stream<Arguments> wrongTokens() throws JOSEException {
    String good = sign(operator());
    String[] parts = good.split("\\.", -1);
    String other = sign(operator().subject("eve")).split("\\.", -1)[1];
    String edwards = Issuer.signByEdwards(header(JWSAlgorithm.EdDSA, "ed25519"), operator());
    return Stream.of(
        Arguments.of("no token at all", "nonsense"),
        Arguments.of("no signature", new PlainJWT(operator().build()).serialize()),
        Arguments.of("a signature left out", parts[0] + "." + parts[1] + "."),
        Arguments.of("claims of another token", parts[0] + "." + other + "." + parts[2]),
        Arguments.of(
            "claims of another token, by Ed25519",
            edwards.split("\\.", -1)[0] + "." + other + "." + edwards.split("\\.", -1)[2]),
        Arguments.of("half a signature, by Ed25519", edwards.substring(0, edwards.length() - 40)),
        Arguments.of(
            "a key of the same name", sign(header(JWSAlgorithm.RS256, "rsa"), operator(), STRANGE)),
        Arguments.of(
            "a key that nobody told", sign(header(JWSAlgorithm.RS256, "new"), operator(), STRANGE)),
        Arguments.of(
            "a key of another kind",
            sign(header(JWSAlgorithm.RS256, "p256"), operator(), Issuer.RSA)),
        Arguments.of(
            "the public key taken for a secret",
            Issuer.signBySecret(
                header(JWSAlgorithm.HS256, "rsa"),
                operator(),
                Issuer.RSA.toRSAPublicKey().getEncoded())),
        Arguments.of(
            "the public key's text taken for a secret",
            Issuer.signBySecret(
                header(JWSAlgorithm.HS256, "rsa"),
                operator(),
                Issuer.RSA.toPublicJWK().toString().getBytes(UTF_8))),
        Arguments.of(
            "a key that it brings itself",
            sign(
                header(JWSAlgorithm.RS256, "mine").jwk(STRANGE.toPublicJWK()),
                operator(),
                STRANGE)),
        Arguments.of(
            "what has to be understood",
            Issuer.signByEdwards(
                header(JWSAlgorithm.EdDSA, "ed25519")
                    .criticalParams(Set.of("x"))
                    .customParam("x", "y"),
                operator())),
        Arguments.of(
            "what has to be understood, by RSA",
            sign(
                header(JWSAlgorithm.RS256, "rsa").criticalParams(Set.of("x")).customParam("x", "y"),
                operator(),
                Issuer.RSA)),
        Arguments.of(
            "a token of another type",
            sign(
                header(JWSAlgorithm.RS256, "rsa").type(new JOSEObjectType("logout+jwt")),
                operator(),
                Issuer.RSA)),
        Arguments.of("expired", sign(operator().expirationTime(in(-62)))),
        Arguments.of("good for ever", sign(operator().expirationTime(null))),
        Arguments.of("not good yet", sign(operator().notBeforeTime(in(90)))),
        Arguments.of("another's", sign(operator().issuer("https://eve.example.com/"))),
        Arguments.of("nobody's", sign(operator().issuer(null))),
        Arguments.of("for another", sign(operator().audience("another"))),
        Arguments.of("for nobody", sign(operator().audience((String) null))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongTokens")
  void aWrongTokenIsNot(String kind, String token) {
    Problem problem = catchThrowableOfType(Problem.class, () -> ask(token));

    assertThat(problem).as(kind).isNotNull();
    assertThat(problem.status()).isEqualTo(401);
    assertThat(problem.body("/").type()).isEqualTo("/problems/token-refused");
    assertThat(problem.body("/").toString()).doesNotContain(token);
  }

  @Test
  void whoSignsNothingIsToldSo() {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> ask(new PlainJWT(operator().build()).serialize()))
        .withMessage("it is not a signed token (JWT)");
  }

  @Test
  void whoSaysNothingIsAsked() {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> guard.caller(Optional.empty()))
        .satisfies(
            problem -> assertThat(problem.body("/").type()).isEqualTo("/problems/token-missing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "Own 00"})
  void anotherWayToSayItIsNotTaken(String authorization) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> guard.caller(Optional.of(authorization)))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(401));
  }

  @Test
  void whatWasBegunEndsWithTheTokenAndTheSkew() {
    Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 100);

    assertThat(ask(sign(operator().expirationTime(Date.from(end)))).until())
        .isEqualTo(end.plusSeconds(60));
  }

  @Test
  void rolesMakeTheCaller() {
    assertThat(ask(sign(operator().claim("roles", List.of("customer")))))
        .isInstanceOfSatisfying(
            Customer.class, one -> assertThat(one.customerId()).isEqualTo("ada"));
    assertThat(ask(sign(operator().claim("roles", "customer operator"))))
        .isInstanceOf(Operator.class);
    assertThat(ask(sign(operator().claim("roles", List.of("Operator", 7)))))
        .isInstanceOf(Stranger.class);
    assertThat(ask(sign(operator().claim("roles", null)))).isInstanceOf(Stranger.class);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> ask(sign(operator().claim("roles", "customer").subject(null))))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(403));
  }

  @Test
  void rolesMayStandWithinAnotherClaim() {
    JWTClaimsSet.Builder claims =
        operator()
            .claim("roles", null)
            .claim("realm_access", Map.of("roles", List.of("customer")))
            .claim("https://shop.example.com/customer", "c-7");
    guard = guard("realm_access.roles", "https://shop.example.com/customer");

    assertThat(ask(sign(claims)))
        .isInstanceOfSatisfying(
            Customer.class, one -> assertThat(one.customerId()).isEqualTo("c-7"));
  }

  @Test
  void aKeyThatIsNewIsFetched() {
    RSAKey next = Issuer.rsa("next");
    ask(sign(operator()));
    Issuer.write(file, List.<JWK>of(next));

    assertThat(ask(sign(header(JWSAlgorithm.RS256, "next"), operator(), next)))
        .isInstanceOf(Operator.class);
  }

  @Test
  void whoeverMakesUpKeysDoesNotMakeTheIssuerWork() {
    AtomicInteger asked = new AtomicInteger();
    Route keys =
        Route.get(
                "/keys",
                _ -> {
                  asked.incrementAndGet();
                  return Answer.bytes(
                      "application/json", Issuer.told(Issuer.keys()).getBytes(UTF_8));
                })
            .forAnybody();
    try (HttpDoor issuer = new HttpDoor("127.0.0.1", 0, List.of(keys))) {
      issuer.start();
      guard =
          new TokenGuard(
              Issuer.NAME,
              Issuer.AUDIENCE,
              KeyAddress.of(issuer.url() + "/keys"),
              new Claims("roles", "sub"));
      ask(sign(operator()));
      for (int i = 0; i < 20; i++) {
        String madeUp = sign(header(JWSAlgorithm.RS256, "made-up-" + i), operator(), STRANGE);
        assertThatExceptionOfType(Problem.class)
            .isThrownBy(() -> ask(madeUp))
            .satisfies(problem -> assertThat(problem.status()).isEqualTo(401));
      }

      assertThat(ask(sign(operator()))).isInstanceOf(Operator.class);
      assertThat(asked).hasValueLessThanOrEqualTo(3);
    }
  }

  @Test
  void anIssuerThatIsAwayIsNobodysFault() {
    guard =
        new TokenGuard(
            Issuer.NAME,
            Issuer.AUDIENCE,
            KeyAddress.of("http://127.0.0.1:1/keys"),
            new Claims("roles", "sub"));

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> ask(sign(operator())))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(503));
  }
}
