package io.insideout.runtime.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key of a door, as it stands in files that somebody renews. Where what is there makes no
/// sense, because it is half written or wrong, the one before goes on being used.
final class RenewedKey extends X509ExtendedKeyManager {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedKey.class);
  private static final String ALIAS = "door";
  private static final char[] NO_PASSWORD = new char[0];

  private final Path certificates;
  private final Path key;
  private volatile Loaded loaded;

  private record Loaded(X509ExtendedKeyManager manager, List<FileTime> changed) {}

  private RenewedKey(Path certificates, Path key, Loaded loaded) {
    this.certificates = certificates;
    this.key = key;
    this.loaded = loaded;
  }

  static RenewedKey of(Path certificates, Path key) throws IOException, GeneralSecurityException {
    return new RenewedKey(certificates, key, load(certificates, key));
  }

  private static Loaded load(Path certificates, Path key)
      throws IOException, GeneralSecurityException {
    List<FileTime> changed = changed(certificates, key);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    List<Certificate> chain = Pem.certificates(certificates);
    store.setKeyEntry(ALIAS, Pem.key(key), NO_PASSWORD, chain.toArray(Certificate[]::new));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(store, NO_PASSWORD);
    return new Loaded((X509ExtendedKeyManager) factory.getKeyManagers()[0], changed);
  }

  private static List<FileTime> changed(Path certificates, Path key) throws IOException {
    return List.of(Files.getLastModifiedTime(certificates), Files.getLastModifiedTime(key));
  }

  private X509ExtendedKeyManager current() {
    Loaded known = loaded;
    try {
      if (!changed(certificates, key).equals(known.changed())) {
        known = load(certificates, key);
        loaded = known;
        LOG.info("the door's certificate was renewed");
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      LOG.warn("the door's certificate cannot be renewed: {}", e.getMessage());
    }
    return known.manager();
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String type, Principal @Nullable [] issuers, SSLEngine engine) {
    return current().chooseEngineServerAlias(type, issuers, engine);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, Socket socket) {
    return current().chooseServerAlias(type, issuers, socket);
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    return loaded.manager().getServerAliases(type, issuers);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return loaded.manager().getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return loaded.manager().getPrivateKey(alias);
  }

  /// A door calls nobody.
  @Override
  public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
