package io.insideout.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.Topics;
import io.insideout.runtime.Secret;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.DoorTls;
import io.insideout.runtime.schema.RegistryLogin;
import io.insideout.runtime.schema.Schemas;
import io.insideout.testkit.TestAuthority;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A registry that speaks TLS, and was told who may write.
@SuppressWarnings("NullAway.Init") // see start
class TlsTest {
  private static final RegistryLogin LOGIN =
      new RegistryLogin("insideout", new Secret("PASSWORD", "geheim"));

  @RegisterExtension static final RunningRegistry RUNNING = new RunningRegistry();

  @TempDir static Path directory;
  private static TestAuthority authority;
  private static SSLContext before;
  private static SchemaRegistry registry;

  @BeforeAll
  static void start() throws Exception {
    before = SSLContext.getDefault();
    authority = TestAuthority.in(directory);
    registry = registry("127.0.0.1", tls("localhost"));
    registry.start();
  }

  private static DoorTls tls(String name) {
    return new DoorTls(authority.certificate(), authority.key(), name);
  }

  private static SchemaRegistry registry(String host, DoorTls tls) {
    return new SchemaRegistry(
        RUNNING.clientProperties(), host, 0, Optional.of(LOGIN), Optional.of(tls));
  }

  @AfterAll
  static void close() {
    registry.close();
  }

  @BeforeEach
  void believe() throws Exception {
    SSLContext.setDefault(authority.believing());
  }

  @AfterEach
  void believeAsBefore() {
    SSLContext.setDefault(before);
  }

  @Test
  void who_believes_it_and_has_the_password_writes_and_all_who_believe_it_read() {
    assertThat(registry.url().toString()).startsWith("https://localhost:");

    Schemas.at(registry.url(), Optional.of(LOGIN)).register(List.of(Topics.STOCK));

    assertThat(Schemas.at(registry.url(), Optional.empty()).versions(1))
        .extracting(version -> version.subject())
        .containsExactly("stock-value");
    assertThatThrownBy(
            () -> Schemas.at(registry.url(), Optional.empty()).register(List.of(Topics.ORDERS)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("401")
        .hasMessageContaining("INSIDEOUT_REGISTRY_PASSWORD");
  }

  @Test
  void who_does_not_believe_it_is_told_how_to_and_does_not_wait() {
    SSLContext.setDefault(before);
    Schemas waiting = Schemas.at(registry.url(), Duration.ofDays(1));

    assertThatThrownBy(() -> waiting.register(List.of(Topics.STOCK)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("INSIDEOUT_TLS_CA")
        .hasMessageNotContaining("is it up");
  }

  @Test
  void where_its_certificate_is_for_another_name_it_is_nobody() throws Exception {
    try (SchemaRegistry elsewhere = registry("127.0.0.2", tls(""))) {
      elsewhere.start();

      assertThat(elsewhere.url().toString()).startsWith("https://127.0.0.2:");
      assertThatThrownBy(
              () -> Schemas.at(elsewhere.url(), Duration.ofDays(1)).register(List.of(Topics.STOCK)))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("alternative names matching IP address 127.0.0.2");
    }
  }

  @Test
  void who_speaks_plainly_to_it_is_refused_and_told_so() throws Exception {
    URI plain = URI.create("http://127.0.0.1:" + registry.url().getPort());

    assertThatThrownBy(() -> Schemas.at(plain, Optional.of(LOGIN)).register(List.of(Topics.STOCK)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("https://");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), plain.getPort())) {
      socket
          .getOutputStream()
          .write("GET /subjects HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream answer = socket.getInputStream();
      assertThat(new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("HTTP", "[");
    }
  }

  @Test
  void who_asks_a_plain_one_for_TLS_is_told_so() {
    URI own = RUNNING.registry().url();
    URI secure = URI.create("https://localhost:" + own.getPort());

    assertThatThrownBy(() -> Schemas.at(secure, Duration.ofDays(1)).register(List.of(Topics.STOCK)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("http://");
  }

  @Test
  void a_certificate_that_is_none_is_told_at_the_start() throws Exception {
    Path none = Files.writeString(directory.resolve("none.pem"), "nothing");
    try (SchemaRegistry unstarted =
        registry("127.0.0.1", new DoorTls(none, authority.key(), "localhost"))) {
      assertThatThrownBy(unstarted::start)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("none.pem");
      assertThatThrownBy(unstarted::url).isInstanceOf(IllegalStateException.class);
    }
  }
}
