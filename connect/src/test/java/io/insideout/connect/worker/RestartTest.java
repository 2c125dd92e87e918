package io.insideout.connect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.insideout.connect.worker.Restart.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What comes of starting a connector again, before a Connect whose answers are laid out.
class RestartTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  /// What it is at each look; the last of them stays.
  private final Deque<String> states = new ArrayDeque<>();

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @SuppressWarnings("NullAway.Init") // made before each test
  RestartTest() {}

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = "{}";
      if (exchange.getRequestMethod().equals("GET")) {
        String state = states.size() > 1 ? states.poll() : states.element();
        body =
            """
            {"sink": {"info": {"config": {}}, "status": {"type": "sink",
              "connector": {"state": "%s"}, "tasks": [{"state": "%s", "trace": "no table"}]}}}"""
                .formatted(state.equals("FAILED") ? "RUNNING" : state, state);
      } else {
        told.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      }
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Outcome restarted(String name, Duration worksWithin, String... looks) throws Exception {
    states.addAll(List.of(looks));
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Restart(new ConnectClient(url), worksWithin).of(name);
  }

  @Test
  void one_that_still_works_as_before_is_waited_for_until_it_works_anew() throws Exception {
    Outcome outcome =
        restarted("sink", LONG, "RUNNING", "RUNNING", "RESTARTING", "UNASSIGNED", "RUNNING");

    assertThat(outcome).isInstanceOf(Outcome.Works.class);
    assertThat(states).hasSize(1);
    assertThat(told)
        .containsExactly("POST /connectors/sink/restart?includeTasks=true&onlyFailed=false");
  }

  @Test
  void one_that_fails_again_is_told_with_its_failure() throws Exception {
    assertThat(restarted("sink", Duration.ZERO, "FAILED"))
        .isInstanceOfSatisfying(
            Outcome.Ails.class, ails -> assertThat(ails.status().failure()).isEqualTo("no table"));
  }

  @Test
  void one_that_rests_is_left_alone() throws Exception {
    assertThat(restarted("sink", LONG, "PAUSED")).isInstanceOf(Outcome.Rests.class);
    assertThat(told).isEmpty();
  }

  @Test
  void one_that_there_is_not_is_told_with_those_that_there_are() throws Exception {
    assertThat(restarted("source", LONG, "RUNNING"))
        .isEqualTo(new Outcome.Unknown(List.of("sink")));
    assertThat(told).isEmpty();
  }
}
