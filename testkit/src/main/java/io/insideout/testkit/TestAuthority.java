package io.insideout.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An authority that nobody else knows, and a door's certificate that it has signed: for
/// `localhost` and 127.0.0.1. Java's own tool makes both.
///
/// @param directory where the files are
public record TestAuthority(Path directory) {
  private static final String PASSWORD = "nobody-knows";
  private static final String CA = "authority.pem";

  /// Makes them, unless they are there.
  public static TestAuthority in(Path directory) {
    TestAuthority made = new TestAuthority(directory);
    try {
      Files.createDirectories(directory);
      if (!Files.exists(made.key())) {
        made.make();
      }
      return made;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void make() throws IOException, GeneralSecurityException, InterruptedException {
    String pair = "-genkeypair -keyalg EC -validity 2 -alias one -dname ";
    Keytool keytool = new Keytool(PASSWORD);
    keytool.run(pair + "CN=authority -ext bc:c", "-keystore", file("authority.p12"));
    keytool.run(
        "-exportcert -rfc -alias one", "-keystore", file("authority.p12"), "-file", file(CA));
    keytool.run(pair + "CN=door", "-keystore", file("door.p12"));
    keytool.run("-certreq -alias one", "-keystore", file("door.p12"), "-file", file("door.csr"));
    keytool.run(
        "-gencert -rfc -alias one -validity 2 -ext san=dns:localhost,ip:127.0.0.1",
        "-keystore",
        file("authority.p12"),
        "-infile",
        file("door.csr"),
        "-outfile",
        file("door.pem"));
    KeyStore store =
        KeyStore.getInstance(directory.resolve("door.p12").toFile(), PASSWORD.toCharArray());
    Files.writeString(
        key(),
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(
                Base64.getMimeEncoder()
                    .encodeToString(store.getKey("one", PASSWORD.toCharArray()).getEncoded())));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  /// Its own certificate: who has it believes the door.
  public Path ca() {
    return directory.resolve(CA);
  }

  /// The door's certificate.
  public Path certificate() {
    return directory.resolve("door.pem");
  }

  /// The door's key.
  public Path key() {
    return directory.resolve("door.key");
  }

  /// The settings of a system whose doors and registry have that certificate.
  public Map<String, String> settings() {
    return Map.of(
        "tls-certificate", certificate().toString(),
        "tls-key", key().toString(),
        "tls-name", "localhost",
        "tls-ca", ca().toString(),
        "registry-tls", "true");
  }

  /// What believes it, and nobody else.
  public SSLContext believing() throws IOException, GeneralSecurityException {
    KeyStore store =
        KeyStore.getInstance(directory.resolve("authority.p12").toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, new char[0]);
    trusted.setCertificateEntry("one", store.getCertificate("one"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
