package io.insideout.runtime.http;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/// How a door proves who it is, and keeps to itself what is said at it: a certificate and its key.
/// Files that are renewed are taken up as they are, without a start anew.
///
/// @param certificates the door's own, and those between it and an authority, in PEM
/// @param key in PEM, PKCS #8, without a password
/// @param name that the certificate is for, by which the door is called; empty for the address that
///   it listens at
public record DoorTls(Path certificates, Path key, String name) {
  /// What connections are made with.
  ///
  /// @throws StartFailure if the files are not what they should be
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {RenewedKey.of(certificates, key)}, null, null);
      return context;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new StartFailure(
          "The certificate %s and its key %s cannot be used: %s"
              .formatted(certificates, key, e.getMessage()),
          e);
    }
  }
}
