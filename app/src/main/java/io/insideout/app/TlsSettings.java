package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.DoorTls;
import io.insideout.runtime.http.HostNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether the door and the own registry speak TLS, and whom this process believes at others.
///
/// @param tlsCertificate a file in PEM with the door's certificate and those between it and an
///   authority; empty for a door without TLS. It may be renewed while the process runs
/// @param tlsKey a file in PEM with its key: PKCS #8, without a password
/// @param tlsName the name that the certificate is for, by which others call this door; empty for
///   the address that it listens at
/// @param tlsCa a file in PEM with authorities that are believed besides those that Java knows,
///   where this process calls others by `https`. Commands read it from the environment
/// @param registryTls whether the own registry speaks TLS too, with the door's certificate and by
///   its name: `true`, `false`, or `auto`, where the door does and the registry listens to others
///   than this machine
public record TlsSettings(
    String tlsCertificate, String tlsKey, String tlsName, String tlsCa, boolean registryTls) {
  private static final List<String> ANY = List.of("0.0.0.0", "::", "[::]");

  static TlsSettings of(SettingTexts all) {
    TlsSettings tls =
        new TlsSettings(
            all.text("tls-certificate"),
            all.text("tls-key"),
            all.text("tls-name"),
            all.text("tls-ca"),
            isWantedAtRegistry(all));
    if (tls.tlsCertificate.isEmpty() != tls.tlsKey.isEmpty()) {
      throw new StartFailure(
          "Settings 'tls-certificate' and 'tls-key' go together: a door has both, or none.");
    }
    if (tls.registryTls && tls.tlsCertificate.isEmpty()) {
      throw new StartFailure(
          "Setting 'registry-tls' is true: then the registry needs 'tls-certificate' and 'tls-key'.");
    }
    if (tls.registryTls && tls.tlsName.isEmpty() && ANY.contains(all.text("registry-host"))) {
      throw new StartFailure(
          "Setting 'registry-host' is %s, which no certificate is for: then a registry that speaks TLS needs 'tls-name', or 'registry-tls' is false."
              .formatted(all.text("registry-host")));
    }
    return tls;
  }

  /// At this machine a name that the certificate is for may lead elsewhere.
  private static boolean isWantedAtRegistry(SettingTexts all) {
    String word = all.word("registry-tls", List.of("auto", "true", "false"));
    return word.equals("auto")
        ? !all.text("tls-certificate").isEmpty()
            && !HostNames.meansThisMachine(all.text("registry-host"))
        : Boolean.parseBoolean(word);
  }

  /// How the door proves who it is, if it does.
  Optional<DoorTls> door() {
    return tlsCertificate.isEmpty()
        ? Optional.empty()
        : Optional.of(new DoorTls(Path.of(tlsCertificate), Path.of(tlsKey), tlsName));
  }

  /// How the own registry does, if it does.
  Optional<DoorTls> registry() {
    return registryTls ? door() : Optional.empty();
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
    shown.put("registry-tls", String.valueOf(registryTls));
  }
}
