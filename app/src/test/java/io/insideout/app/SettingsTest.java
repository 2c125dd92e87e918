package io.insideout.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.StartFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static boolean toPrivate(String setting, String host) {
    return Settings.of(null, Map.of(), Map.of("webhooks-to-private", setting, "http-host", host))
        .services()
        .webhooksToPrivate();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.1.2.3, true",
    "localhost, true",
    "::1, true",
    "0.0.0.0, false",
    "10.0.0.1, false",
    "::, false",
    "shop.example, false",
    "127.evil.example, false",
  })
  void webhooksLeadToThisMachineWhereOnlyItMayAsk(String host, boolean expected) {
    assertThat(toPrivate("auto", host)).isEqualTo(expected);
    assertThat(toPrivate("true", host)).isTrue();
    assertThat(toPrivate("false", host)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, none, false", "0.0.0.0, none, true", "0.0.0.0, oidc, false"})
  void aDoorThatIsOpenToOthersIsToldOf(String host, String auth, boolean isTold) {
    Settings settings =
        Settings.of(
            null,
            Map.of(),
            Map.of(
                "http-host", host,
                "auth", auth,
                "auth-issuer", "i",
                "auth-audience", "a",
                "auth-jwks", "https://id.example.com/keys"));

    assertThat(settings.warning().isPresent()).isEqualTo(isTold);
  }

  @ParameterizedTest
  @CsvSource({
    "auto, 127.0.0.1, true, false",
    "auto, 0.0.0.0, true, true",
    "auto, 0.0.0.0, false, false",
    "true, 127.0.0.1, true, true",
    "false, 0.0.0.0, true, false",
  })
  void theRegistrySpeaksTlsWhereTheDoorDoesAndOthersReachIt(
      String setting, String host, boolean hasCertificate, boolean expected) {
    String file = hasCertificate ? "door" : "";
    Settings settings =
        Settings.of(
            null,
            Map.of(),
            Map.of(
                "registry-tls", setting,
                "registry-host", host,
                "tls-name", "log.example.com",
                "tls-certificate", file,
                "tls-key", file));

    assertThat(settings.tls().registry().isPresent()).isEqualTo(expected);
    assertThat(settings.shown()).containsEntry("registry-tls", String.valueOf(expected));
  }

  @Test
  void aRegistryThatListensEverywhereNeedsANameThatItsCertificateIsFor() {
    Map<String, String> given =
        Map.of("registry-host", "0.0.0.0", "tls-certificate", "door", "tls-key", "door");

    assertThatThrownBy(() -> Settings.of(null, Map.of(), given))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("tls-name");
  }

  @Test
  void aRegistryThatIsToSpeakTlsNeedsACertificate() {
    assertThatThrownBy(() -> Settings.of(null, Map.of(), Map.of("registry-tls", "true")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("tls-certificate");
  }

  @Test
  void aGenerationIsOfAServiceThatHasThemAndHasANumber() {
    assertThat(generations(" orders:3 , inventory:2").instances().generations())
        .isEqualTo(Map.of("orders", 3, "inventory", 2));
    assertThat(generations("").instances().generations()).isEmpty();
    for (String wrong :
        List.of("inventory", "inventory:0", "inventory:1000", "invntory:2", "fraud:2,fraud:3")) {
      assertThatThrownBy(() -> generations(wrong))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("'generations'");
    }
  }

  private static Settings generations(String text) {
    return Settings.of(null, Map.of(), Map.of("generations", text));
  }

  @Test
  void whoAsksForTokensSaysWhose() {
    assertThatThrownBy(() -> Settings.of(null, Map.of(), Map.of("auth", "oidc")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("auth-issuer");
    assertThatThrownBy(() -> Settings.of(null, Map.of(), Map.of("auth", "basic")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("none or oidc");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:9000, true",
    "http://[::1]:9000, true",
    "https://pay.example.com, true",
    "http://pay.example.com, false",
    "http://127.pay.example.com, false"
  })
  void aSecretIsSentToThisMachineOrUnderCover(String provider, boolean isTaken) {
    ThrowingCallable settings =
        () -> Settings.of(null, Map.of(), Map.of("payment-provider", provider));

    if (isTaken) {
      assertThatCode(settings).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(settings)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("https://");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4318, true",
    "https://otlp.example.com/v1/traces, true",
    "127.0.0.1:4318, false",
    "grpc://127.0.0.1:4317, false",
    "https://somebody:secret@otlp.example.com, false",
    "https://otlp.example.com?key=secret, false"
  })
  void tracesAreSentToAnAddressThatMayBeShown(String endpoint, boolean isTaken) {
    ThrowingCallable settings =
        () -> Settings.of(null, Map.of(), Map.of("otlp-endpoint", endpoint));

    if (isTaken) {
      assertThatCode(settings).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(settings)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("otlp-endpoint");
    }
  }

  @Test
  void tracesAreMadeWhereAnAddressIsGivenAndNowhereElse() {
    assertThat(Settings.of(null, Map.of(), Map.of()).allServices())
        .noneMatch(service -> service.name().equals("traces"));
    assertThat(
            Settings.of(null, Map.of(), Map.of("otlp-endpoint", "http://127.0.0.1:4318"))
                .allServices())
        .anyMatch(service -> service.name().equals("traces"));
  }

  @Test
  void anythingElseIsToldOf() {
    assertThatThrownBy(() -> toPrivate("yes", "127.0.0.1"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("webhooks-to-private")
        .hasMessageContaining("auto or true or false");
  }

  @ParameterizedTest
  @CsvSource({"0, true, 45", "0, false, 10", "7, true, 7", "7, false, 7"})
  void whoHasTheLogInTheProcessIsWaitedForLongerUnlessToldOtherwise(
      String setting, boolean isOwnLog, int seconds) {
    Settings settings = Settings.of(null, Map.of(), Map.of("session-seconds", setting));

    assertThat(settings.instances().session(isOwnLog)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
