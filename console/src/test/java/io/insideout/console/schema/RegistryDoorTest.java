package io.insideout.console.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.insideout.runtime.http.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryDoorTest {
  private static final int LONG = 20_000;

  private final HttpServer server;

  RegistryDoorTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private RegistryDoor answering(String body) {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length());
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
    return new RegistryDoor(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @Test
  void a_schema_may_be_longer_than_what_callers_send() throws Exception {
    RegistryDoor door = answering("{\"schema\": \"%s\"}".formatted("x".repeat(LONG)));

    assertThat(door.get("/any").path("schema").asText()).hasSize(LONG);
  }

  @Test
  void an_answer_that_makes_no_sense_is_nobodys_fault_who_asks() {
    RegistryDoor door = answering("<html>");

    assertThatThrownBy(() -> door.get("/any"))
        .isInstanceOfSatisfying(Problem.class, told -> assertThat(told.status()).isEqualTo(503));
  }
}
