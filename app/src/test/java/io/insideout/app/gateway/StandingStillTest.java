package io.insideout.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.view.Sight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The gateway before an instance that works and one that takes connections and says nothing, as a
/// process does that stands still.
class StandingStillTest {
  private static final String OPEN_API =
      "{\"paths\": {\"/api/things\": {\"get\": {}, \"post\": {}}}}";
  private static final int CALLERS = 12;

  private final LinkedBlockingQueue<String> targets = new LinkedBlockingQueue<>();
  private final CountDownLatch askedWhetherItLives = new CountDownLatch(1);
  private HttpDoor works;
  private ServerSocket still;
  private Gateway gateway;

  @BeforeEach
  void open() throws IOException {
    works =
        new HttpDoor(
            "127.0.0.1",
            0,
            List.of(
                Route.get("/api/things", this::answer),
                Route.post("/api/things", this::answer),
                Route.get(
                    "/health/live",
                    _ -> {
                      askedWhetherItLives.countDown();
                      return Answer.nothing();
                    })));
    works.start();
    still = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    URI silent = URI.create("http://127.0.0.1:" + still.getLocalPort());
    gateway =
        Gateways.open(
            Doors.told(Map.of("/api", List.of(works.url(), silent))), OPEN_API, Guard.NONE);
  }

  @AfterEach
  void close() throws IOException {
    gateway.close();
    works.close();
    still.close();
  }

  private Answer answer(Request request) throws InterruptedException {
    targets.add(request.target());
    if (request.queryNames().contains("slowly")) {
      assertThat(askedWhetherItLives.await(1, TimeUnit.MINUTES)).isTrue();
    }
    return new Answer(
        200,
        "text/plain",
        Map.of(Sight.POSITIONS, "things/0/7"),
        new Answer.Content.Whole(request.header(Sight.AT_LEAST).orElse("").getBytes(UTF_8)));
  }

  private HttpResponse<String> ask(int caller, String query)
      throws IOException, InterruptedException {
    try (HttpClient http = from(caller)) {
      return http.send(
          HttpRequest.newBuilder(URI.create(gateway.runFile().http() + "/api/things" + query))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static HttpClient from(int caller) throws IOException {
    return HttpClient.newBuilder()
        .localAddress(InetAddress.getByName("127.0.1." + (1 + caller)))
        .build();
  }

  @Test
  void whoever_is_sent_to_it_is_answered_by_the_other() throws Exception {
    for (int caller = 0; caller < CALLERS; caller++) {
      assertThat(ask(caller, "").statusCode()).isEqualTo(200);
    }
    assertThat(targets).hasSize(CALLERS);
  }

  @Test
  void a_long_poll_goes_on_at_the_other_for_what_is_left_of_its_time() throws Exception {
    for (int caller = 0; caller < CALLERS; caller++) {
      assertThat(ask(caller, "?wait=settled&timeout=20s").statusCode()).isEqualTo(200);
    }

    assertThat(targets)
        .filteredOn(target -> !target.endsWith("timeout=20s"))
        .isNotEmpty()
        .allSatisfy(
            target ->
                assertThat(Integer.parseInt(target.replaceFirst(".*&timeout=(\\d+)ms$", "$1")))
                    .isBetween(1, 19_500));
  }

  @Test
  void one_that_is_slow_and_lives_is_waited_for() throws Exception {
    for (int caller = 0; caller < CALLERS; caller++) {
      assertThat(ask(caller, "?slowly=1").statusCode()).isEqualTo(200);
    }
    assertThat(targets).hasSize(CALLERS);
  }

  @Test
  void a_command_is_given_up_and_the_next_one_goes_to_the_other() throws Exception {
    int givenUp = 0;
    for (int caller = 0; caller < CALLERS; caller++) {
      if (send(caller) == 503) {
        givenUp++;
        // It may have been done: the caller says whether it is to be done again.
        assertThat(send(caller)).isEqualTo(200);
      }
    }
    assertThat(givenUp).isPositive();
    assertThat(targets).hasSize(CALLERS);
  }

  private int send(int caller) throws IOException, InterruptedException {
    try (HttpClient http = from(caller)) {
      return http.send(
              HttpRequest.newBuilder(URI.create(gateway.runFile().http() + "/api/things"))
                  .POST(BodyPublishers.ofString("{}"))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void whoever_answers_must_be_as_far_as_what_was_shown() throws Exception {
    assertThat(ask(0, "").headers().firstValue(Sight.POSITIONS)).contains("things/0/7");

    assertThat(ask(1, "").body()).isEqualTo("things/0/7");
  }
}
