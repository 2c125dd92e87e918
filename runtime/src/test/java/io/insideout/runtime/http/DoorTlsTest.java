package io.insideout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path directory;

  private Path certificates() {
    return directory.resolve("door.pem");
  }

  private Path key() {
    return directory.resolve("door.key");
  }

  /// A key and a certificate that it signs itself, as Java's own tool makes them.
  private Certificate make(String algorithm, String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "door",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
    KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD);
    Certificate certificate = made.getCertificate("door");
    write(certificates(), "CERTIFICATE", certificate.getEncoded());
    write(key(), "PRIVATE KEY", made.getKey("door", PASSWORD).getEncoded());
    return certificate;
  }

  private static void write(Path file, String what, byte[] encoded) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(encoded), what));
  }

  private HttpDoor open() {
    HttpDoor door =
        new HttpDoor(
            "127.0.0.1",
            0,
            List.of(Route.get("/api/things", _ -> Answer.json("thing"))),
            Guard.NONE,
            HostNames.any(),
            CallerLimits.NONE,
            Optional.of(new DoorTls(certificates(), key(), "localhost")));
    door.start();
    return door;
  }

  private static HttpResponse<String> ask(URI door, Certificate trusted) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setCertificateEntry("door", trusted);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
      return http.send(
          HttpRequest.newBuilder(door.resolve("/api/things")).build(), BodyHandlers.ofString());
    }
  }

  private static X509Certificate shown(HttpResponse<?> answer) throws Exception {
    return (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void it_proves_who_it_is_whatever_its_key_is(String algorithm) throws Exception {
    Certificate own = make(algorithm, "one");
    try (HttpDoor door = open()) {
      assertThat(door.url().toString()).startsWith("https://localhost:");

      HttpResponse<String> answer = ask(door.url(), own);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(shown(answer)).isEqualTo(own);
    }
  }

  @Test
  void who_believes_somebody_else_does_not_come_in() throws Exception {
    Certificate other = make("EC", "other");
    var _ = make("EC", "one");
    try (HttpDoor door = open()) {
      assertThatThrownBy(() -> ask(door.url(), other)).isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void what_is_renewed_is_shown_without_a_start_anew() throws Exception {
    Certificate first = make("EC", "one");
    try (HttpDoor door = open()) {
      assertThat(shown(ask(door.url(), first))).isEqualTo(first);

      Certificate next = make("EC", "two");
      Files.setLastModifiedTime(certificates(), FileTime.from(Instant.now().plusSeconds(5)));

      assertThat(shown(ask(door.url(), next))).isEqualTo(next);
    }
  }

  @Test
  void what_is_half_written_is_not_taken_up() throws Exception {
    Certificate first = make("EC", "one");
    try (HttpDoor door = open()) {
      Files.writeString(certificates(), "-----BEGIN CERTIFICATE-----\n");
      Files.setLastModifiedTime(certificates(), FileTime.from(Instant.now().plusSeconds(5)));

      assertThat(shown(ask(door.url(), first))).isEqualTo(first);
    }
  }

  @Test
  void a_key_that_is_none_is_told_at_the_start_and_nothing_of_it() throws Exception {
    var _ = make("EC", "one");
    Files.writeString(key(), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("PKCS #8")
        .hasMessageNotContaining("c2VjcmV0");
  }
}
