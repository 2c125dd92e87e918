package io.insideout.app;

import io.insideout.app.access.Claims;
import io.insideout.app.access.KeyAddress;
import io.insideout.app.access.TokenGuard;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.CallerLimits;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.HostNames;
import io.insideout.runtime.log.LogClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may do what at the HTTP door.
///
/// @param httpNames names by which others know an open door at this machine, where a proxy that
///   they reach it by hands on the name: with commas between, such as `shop.example.com`
/// @param auth `none`: everybody may do everything; or `oidc`: callers bring tokens (JWT) that an
///   issuer signed, [see how](../how-to/lock-the-door.md)
/// @param authIssuer who gives tokens out: what their `iss` says
/// @param authAudience for whom tokens must be: what is among their `aud`
/// @param authJwks where the issuer's public keys are (a JSON Web Key Set): an address with
///   `https`, or a file
/// @param authRolesClaim the claim that has the roles `customer` and `operator`; one within another
///   is named with dots, such as `realm_access.roles`
/// @param authCustomerClaim the claim that has a customer's id
/// @param operatorProperties a file of Kafka client properties by which a locked log is asked for
///   what operators want at the door: proofs, dead letters, rewinding; where it is empty, by those
///   that the services have ([see why](../how-to/lock-the-log.md))
/// @param requestsPerSecond how many requests of one caller are answered in the long run, 0 to
///   100,000, 0 for any number: of a customer by its id, of anybody else but operators by its
///   address; at the door of all in one process, and at the gateway
/// @param requestsBurst how many of them may come at once after a pause, 1 to 100,000
/// @param requestsOpen how many requests of one caller are answered at the same time, long polls
///   and streams of events among them, 0 to 10,000, 0 for any number
public record AccessSettings(
    List<String> httpNames,
    String auth,
    String authIssuer,
    String authAudience,
    String authJwks,
    String authRolesClaim,
    String authCustomerClaim,
    String operatorProperties,
    int requestsPerSecond,
    int requestsBurst,
    int requestsOpen) {
  static final String NONE = "none";
  static final String OIDC = "oidc";

  /// @throws StartFailure that says what is missing
  static AccessSettings of(SettingTexts all) {
    AccessSettings access =
        new AccessSettings(
            all.words("http-names"),
            all.word("auth", List.of(NONE, OIDC)),
            all.text("auth-issuer"),
            all.text("auth-audience"),
            all.text("auth-jwks"),
            all.text("auth-roles-claim"),
            all.text("auth-customer-claim"),
            all.text("operator-properties"),
            all.number("requests-per-second", 0, 100_000),
            all.number("requests-burst", 1, 100_000),
            all.number("requests-open", 0, 10_000));
    if (access.isAsked()) {
      for (String name :
          List.of(
              "auth-issuer",
              "auth-audience",
              "auth-jwks",
              "auth-roles-claim",
              "auth-customer-claim")) {
        if (all.text(name).isEmpty()) {
          throw new StartFailure(
              "Setting 'auth' is oidc, so '%s' must be set too: it says whose tokens are taken."
                  .formatted(name));
        }
      }
    }
    return access;
  }

  /// Whether callers are asked who they are.
  boolean isAsked() {
    return auth.equals(OIDC);
  }

  /// Tells who calls.
  ///
  /// @throws StartFailure if there are no keys to tell it by
  Guard guard() {
    return isAsked()
        ? new TokenGuard(
            authIssuer,
            authAudience,
            KeyAddress.of(authJwks),
            new Claims(authRolesClaim, authCustomerClaim))
        : Guard.NONE;
  }

  /// What whoever starts the system must know of a door at that address: that others may reach it,
  /// and are not asked.
  Optional<String> warning(String httpHost) {
    return isAsked() || HostNames.meansThisMachine(httpHost)
        ? Optional.empty()
        : Optional.of(
            "The HTTP door at %s is open: whoever reaches this address may do everything. Set auth, or listen at 127.0.0.1."
                .formatted(httpHost));
  }

  /// The log as operators see it, who ask at this door for what is no service's business.
  LogClient operating(LogClient log) {
    return operatorProperties.isEmpty()
        ? log
        : LogAddress.of(log.bootstrapServers(), operatorProperties).client();
  }

  /// By which names the door may be called. Who asks for tokens has let nobody in by a name.
  HostNames names() {
    return isAsked() ? HostNames.any() : HostNames.thisMachineAnd(httpNames);
  }

  /// What one caller may ask.
  CallerLimits each() {
    return new CallerLimits(requestsPerSecond, requestsBurst, requestsOpen);
  }

  /// The same behind a gateway, which has counted its callers: here all of them are one.
  AccessSettings behindGateway() {
    return new AccessSettings(
        httpNames,
        auth,
        authIssuer,
        authAudience,
        authJwks,
        authRolesClaim,
        authCustomerClaim,
        operatorProperties,
        0,
        requestsBurst,
        0);
  }

  void show(Map<String, String> shown) {
    shown.put("http-names", String.join(", ", httpNames));
    shown.put("auth", auth);
    shown.put("auth-issuer", authIssuer);
    shown.put("auth-audience", authAudience);
    shown.put("auth-jwks", authJwks);
    shown.put("auth-roles-claim", authRolesClaim);
    shown.put("auth-customer-claim", authCustomerClaim);
    shown.put("operator-properties", operatorProperties);
    shown.put("requests-per-second", anyNumber(requestsPerSecond));
    shown.put("requests-burst", String.valueOf(requestsBurst));
    shown.put("requests-open", anyNumber(requestsOpen));
  }

  private static String anyNumber(int number) {
    return number == 0 ? "(any number)" : String.valueOf(number);
  }
}
