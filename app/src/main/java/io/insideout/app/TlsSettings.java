package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.DoorTls;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Whether the door speaks TLS, and whom this process believes at others.
///
/// @param tlsCertificate a file in PEM with the door's certificate and those between it and an
///   authority; empty for a door without TLS. It may be renewed while the process runs
/// @param tlsKey a file in PEM with its key: PKCS #8, without a password
/// @param tlsName the name that the certificate is for, by which others call this door; empty for
///   the address that it listens at
/// @param tlsCa a file in PEM with authorities that are believed besides those that Java knows,
///   where this process calls others by `https`. Commands read it from the environment
public record TlsSettings(String tlsCertificate, String tlsKey, String tlsName, String tlsCa) {
  static TlsSettings of(SettingTexts all) {
    TlsSettings tls =
        new TlsSettings(
            all.text("tls-certificate"),
            all.text("tls-key"),
            all.text("tls-name"),
            all.text("tls-ca"));
    if (tls.tlsCertificate.isEmpty() != tls.tlsKey.isEmpty()) {
      throw new StartFailure(
          "Settings 'tls-certificate' and 'tls-key' go together: a door has both, or none.");
    }
    return tls;
  }

  /// How the door proves who it is, if it does.
  Optional<DoorTls> door() {
    return tlsCertificate.isEmpty()
        ? Optional.empty()
        : Optional.of(new DoorTls(Path.of(tlsCertificate), Path.of(tlsKey), tlsName));
  }

  /// From now on this process believes the authorities in the file, if one is named.
  ///
  /// @throws StartFailure if it cannot be used
  void trust() {
    if (!tlsCa.isEmpty()) {
      Authorities.trust(Path.of(tlsCa));
    }
  }

  void show(Map<String, String> shown) {
    shown.put("tls-certificate", tlsCertificate.isEmpty() ? "(none)" : tlsCertificate);
    shown.put("tls-key", tlsKey);
    shown.put("tls-name", tlsName);
    shown.put("tls-ca", tlsCa);
  }
}
