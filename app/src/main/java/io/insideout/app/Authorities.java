package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Pem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whom this process believes where it calls somebody by `https`.
final class Authorities {
  private Authorities() {}

  /// Those that Java knows, and those of a file in PEM.
  ///
  /// @throws StartFailure if it cannot be used
  static void trust(Path file) {
    try {
      KeyStore all = KeyStore.getInstance("PKCS12");
      all.load(null, new char[0]);
      for (TrustManager known : managers(null)) {
        if (known instanceof X509TrustManager authorities) {
          for (Certificate one : authorities.getAcceptedIssuers()) {
            all.setCertificateEntry("known-" + all.size(), one);
          }
        }
      }
      for (Certificate one : Pem.certificates(file)) {
        all.setCertificateEntry("given-" + all.size(), one);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(all), null);
      SSLContext.setDefault(context);
    } catch (IOException | GeneralSecurityException e) {
      throw new StartFailure(
          "The authorities in %s cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore of) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(of);
    return factory.getTrustManagers();
  }
}
