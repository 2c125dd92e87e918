package io.insideout.runtime.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.Secret;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// By what a schema registry knows whoever may write, in HTTP's basic scheme (RFC 7617): ours, if
/// it was told a password, and those of others that ask for one.
///
/// @param user without a colon
public record RegistryLogin(String user, Secret password) {
  private static final String PASSWORD = "INSIDEOUT_REGISTRY_PASSWORD";
  private static final String USER = "INSIDEOUT_REGISTRY_USER";
  private static final String OWN_USER = "insideout";

  /// What the environment says: the password by `INSIDEOUT_REGISTRY_PASSWORD`, or by the file that
  /// `INSIDEOUT_REGISTRY_PASSWORD_FILE` leads to, and the user by `INSIDEOUT_REGISTRY_USER`, which
  /// is `insideout` where nothing is said.
  ///
  /// @throws io.insideout.runtime.StartFailure if there is such a file and it cannot be read
  public static Optional<RegistryLogin> of(Map<String, String> environment) {
    String user = environment.getOrDefault(USER, OWN_USER).strip();
    return Secret.of(PASSWORD, environment).map(password -> new RegistryLogin(user, password));
  }

  /// Those of this process.
  public static Optional<RegistryLogin> ofProcess() {
    return of(System.getenv());
  }

  /// User and password with a colon between, for clients that make the header themselves.
  public String userInfo() {
    return user + ":" + password.text();
  }

  /// The value of the header `Authorization`.
  public String authorization() {
    return "Basic " + Base64.getEncoder().encodeToString(userInfo().getBytes(UTF_8));
  }

  /// Whether that is the value of the header. Takes as long whatever it is.
  public boolean is(String authorization) {
    return MessageDigest.isEqual(authorization().getBytes(UTF_8), authorization.getBytes(UTF_8));
  }
}
