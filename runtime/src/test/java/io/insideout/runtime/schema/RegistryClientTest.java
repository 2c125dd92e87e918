package io.insideout.runtime.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.insideout.runtime.schema.Registry.RegistryUnreachable;
import io.insideout.runtime.schema.Registry.UnknownSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken from whoever answers at the registry's address with 404.
class RegistryClientTest {
  private static final String NO_SUCH_SCHEMA =
      "{\"error_code\": 40403, \"message\": \"Schema 7 not found\"}";

  private HttpServer server;
  private volatile String answer = "";
  private RegistryClient client;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(404, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client =
        new RegistryClient(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty());
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NO_SUCH_SCHEMA,
        "{\"error_code\": 40402, \"message\": \"Version not found\"}",
        "{\"error_code\": 40401, \"message\": \"Subject not found\"}"
      })
  void the_registry_says_that_it_has_no_such_schema(String said) {
    answer = said;

    assertThatThrownBy(() -> client.schema(7)).isInstanceOf(UnknownSchema.class);
    assertThat(client.versions(7)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body><h1>404 Not Found</h1></body></html>",
        "{}",
        "\"40403\"",
        "{\"error_code\": \"40403\"}",
        "{\"error_code\": 404, \"message\": \"HTTP 404 Not Found\"}"
      })
  void whoever_else_answers_at_its_address_says_nothing_of_schemas(String other) {
    answer = other;

    assertThatThrownBy(() -> client.schema(7))
        .isInstanceOf(RegistryUnreachable.class)
        .hasMessageContaining("404");
    assertThatThrownBy(() -> client.versions(7)).isInstanceOf(RegistryUnreachable.class);
  }
}
