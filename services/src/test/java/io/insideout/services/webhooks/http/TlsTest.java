package io.insideout.services.webhooks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.helidon.common.tls.Tls;
import io.insideout.services.webhooks.http.Outcome.Away;
import io.insideout.services.webhooks.http.Outcome.Delivered;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom an encrypted connection is made with, where the address was looked up by us.
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path directory;
  private KeyStore keys;
  private HttpsServer server;

  @BeforeEach
  void aServerThatIsShopExample() throws Exception {
    keys = keys("dns:shop.example");
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void itIsMadeWithWhoHasTheNameThatWasAskedFor() throws Exception {
    assertThat(post("shop.example", trusting(keys))).isEqualTo(new Delivered(204));
  }

  @Test
  void whoHasAnotherNameIsNobody() throws Exception {
    for (String host : new String[] {"other.example", "127.0.0.1", "localhost"}) {
      Outcome outcome = post(host, trusting(keys));

      assertThat(outcome).as(host).isInstanceOf(Away.class);
      assertThat(((Away) outcome).why()).startsWith("no TLS with it");
    }
  }

  @Test
  void whomNobodyTrustsIsNobody() throws Exception {
    Outcome outcome = post("shop.example", Tls.builder().build());

    assertThat(outcome).isInstanceOf(Away.class);
    assertThat(((Away) outcome).why()).startsWith("no TLS with it");
  }

  private Outcome post(String host, Tls tls) throws Exception {
    Lookup.Names names = _ -> new InetAddress[] {InetAddress.getLoopbackAddress()};
    URI url = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
    try (Caller caller =
        new Caller(new Lookup(new Reach(true), names), tls, Duration.ofSeconds(30))) {
      return caller.post(url, Map.of(), "{}".getBytes(UTF_8));
    }
  }

  private static Tls trusting(KeyStore keys) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return Tls.builder().sslContext(context).build();
  }

  /// A key with a certificate that it has signed itself. The JDK makes them by a tool alone.
  private KeyStore keys(String name) throws Exception {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "shop",
                "-keyalg",
                "EC",
                "-dname",
                "CN=shop",
                "-ext",
                "SAN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    store.setCertificateEntry("trusted", store.getCertificate("shop"));
    return store;
  }
}
