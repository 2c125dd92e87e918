package io.insideout.app.access;

import com.nimbusds.jose.jwk.JWKSet;
import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/// Where an issuer's keys are.
public final class KeyAddress {
  private KeyAddress() {}

  /// Checks an address or a file. Whoever can change the keys on their way can sign tokens, so they
  /// come by `https`, from this machine, or from a file. An issuer that is away is waited for when
  /// the first token comes; a file must be there.
  ///
  /// @throws StartFailure that says what is wrong with it
  public static URL of(String text) {
    try {
      return text.contains("://") ? address(text) : file(Path.of(text));
    } catch (IllegalArgumentException | MalformedURLException e) {
      throw wrong(text, "is an address such as https://id.example.com/keys, or a file", e);
    }
  }

  private static URL address(String text) throws MalformedURLException {
    URI uri = URI.create(text);
    boolean open = "http".equals(uri.getScheme());
    if (uri.getHost() == null || !(open || "https".equals(uri.getScheme()))) {
      throw new IllegalArgumentException(text);
    }
    if (open && !isHere(uri.getHost())) {
      throw wrong(
          text, "comes over http, where others can put keys of theirs: it must be https", null);
    }
    return uri.toURL();
  }

  private static boolean isHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static URL file(Path file) throws MalformedURLException {
    try {
      JWKSet keys = JWKSet.load(file.toFile());
      if (keys.getKeys().stream().noneMatch(SigningKeys::isUsable)) {
        throw wrong(file.toString(), "has no public key of RSA, EC or Ed25519", null);
      }
      return file.toUri().toURL();
    } catch (IOException | ParseException e) {
      throw wrong(file.toString(), "is to be a JSON Web Key Set, and cannot be read as one", e);
    }
  }

  private static StartFailure wrong(String text, String what, @Nullable Exception cause) {
    return new StartFailure("Setting 'auth-jwks', '%s', %s.".formatted(text, what), cause);
  }
}
