package io.insideout.flink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// Whom this process believes where it calls the registry by `https`. Flink's format for it makes a
/// context of its own where it has a login, and none where it has not: what both go by are Java's
/// properties.
final class Authorities {
  private static final String PROPERTY = "javax.net.ssl.trustStore";

  /// Nothing in it is secret; Java wants one.
  private static final String PASSWORD = "authorities";

  private Authorities() {}

  /// Those that Java knows, and those of a file in PEM. To be called before anybody is called.
  static void trust(Path file) throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    all.load(null, new char[0]);
    TrustManagerFactory java =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    java.init((KeyStore) null);
    for (TrustManager known : java.getTrustManagers()) {
      if (known instanceof X509TrustManager authorities) {
        for (Certificate one : authorities.getAcceptedIssuers()) {
          all.setCertificateEntry("known-" + all.size(), one);
        }
      }
    }
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        all.setCertificateEntry("given-" + all.size(), one);
      }
    }
    Path store = Files.createTempFile("authorities-", ".p12");
    store.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(store)) {
      all.store(out, PASSWORD.toCharArray());
    }
    System.setProperty(PROPERTY, store.toString());
    System.setProperty(PROPERTY + "Type", "PKCS12");
    System.setProperty(PROPERTY + "Password", PASSWORD);
  }
}
