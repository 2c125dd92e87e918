package io.insideout.app.gateway;

import static io.insideout.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.CallerLimits;
import io.insideout.runtime.http.EventStream;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Route;
import io.insideout.testkit.LostDoor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The gateway before an instance whose machine loses its power in the middle of an answer: no byte
/// comes any more, and no word that it was the last.
@Timeout(60)
class LostMachineTest {
  private static final String OPEN_API =
      """
      {"paths": {
        "/api/lost": {"get": {}},
        "/api/slow": {"get": {}},
        "/api/works": {"get": {}},
        "/api/both": {"get": {}, "post": {}}}}""";
  private static final String FIRST = "data: 1\n\n";
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int LOOKS = 3;
  private static final int CALLERS = 12;

  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch looks = new CountDownLatch(LOOKS);
  private final AtomicInteger done = new AtomicInteger();
  private final HttpDoor works =
      new HttpDoor(
          "127.0.0.1",
          0,
          List.of(
              Route.get("/api/slow", _ -> Answer.stream(EventStream.TYPE, this::slowly)),
              Route.get("/api/works", _ -> Answer.nothing()),
              Route.get("/api/both", _ -> Answer.bytes("text/plain", "works".getBytes(UTF_8))),
              Route.post("/api/both", _ -> Answer.json(done.incrementAndGet())),
              Route.get(
                  "/health/live",
                  _ -> {
                    looks.countDown();
                    return Answer.nothing();
                  })));
  private LostDoor lost;
  private Gateway gateway;

  @SuppressWarnings("NullAway.Init") // each test has its own
  LostMachineTest() {
    works.start();
  }

  @AfterEach
  void close() throws IOException {
    gateway.close();
    works.close();
    lost.close();
    http.shutdownNow();
  }

  /// Says the second thing only when it has been asked some times whether it lives.
  private void slowly(OutputStream out) throws IOException {
    EventStream events = new EventStream(out);
    events.tell(1);
    try {
      assertThat(looks.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    events.tell(2);
  }

  private void open(LostDoor door, Silence silence) {
    lost = door;
    gateway =
        Gateways.open(
            Doors.told(
                Map.of(
                    "/api/lost", List.of(lost.url()),
                    "/api/slow", List.of(works.url()),
                    "/api/works", List.of(works.url()),
                    "/api/both", List.of(lost.url(), works.url()))),
            OPEN_API,
            Guard.NONE,
            new CallerLimits(0, 0, 1),
            silence);
  }

  private static String stream(String asked) {
    return asked.startsWith("GET /api/lost ") ? LostDoor.begun(EventStream.TYPE, FIRST) : "";
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(gateway.runFile().http() + path));
  }

  private HttpResponse<InputStream> follow(String path) throws Exception {
    return http.send(
        request(path).header("Accept", EventStream.TYPE).build(), BodyHandlers.ofInputStream());
  }

  private int status(String path) {
    try {
      return http.send(request(path).build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private InputStream begun() throws Exception {
    InputStream events = follow("/api/lost").body();
    assertThat(new String(events.readNBytes(FIRST.length()), UTF_8)).isEqualTo(FIRST);
    return events;
  }

  private void requireLeft(InputStream events) {
    assertThatThrownBy(events::read).isInstanceOf(IOException.class);
    eventually("the turn is free again", () -> status("/api/works") == 204);
    eventually(
        "the connection is given up",
        () -> lost.left().stream().anyMatch(asked -> asked.startsWith("GET /api/lost ")));
  }

  @Test
  void a_stream_that_is_silent_ends_when_its_door_does_not_live() throws Exception {
    AtomicBoolean lives = new AtomicBoolean(true);
    open(
        new LostDoor(
            asked -> asked.contains("/live") && lives.get() ? LostDoor.LIVES : stream(asked)),
        new Silence(SOON, SHORT, LONG));

    try (InputStream events = begun()) {
      // The stream is this caller's only turn.
      assertThat(status("/api/works")).isEqualTo(429);
      lives.set(false);
      requireLeft(events);
    }
  }

  @Test
  void a_stream_that_is_silent_for_too_long_ends_whoever_is_at_its_address_now() throws Exception {
    open(
        new LostDoor(asked -> asked.contains("/live") ? LostDoor.LIVES : stream(asked)),
        new Silence(SOON, LONG, SHORT));

    try (InputStream events = begun()) {
      requireLeft(events);
    }
  }

  @Test
  void a_stream_whose_door_lives_may_be_silent() throws Exception {
    open(new LostDoor(_ -> ""), new Silence(SOON, LONG, LONG));

    try (InputStream events = follow("/api/slow").body()) {
      assertThat(new String(events.readAllBytes(), UTF_8)).isEqualTo("data: 1\n\ndata: 2\n\n");
    }
  }

  @Test
  void who_says_half_of_that_it_lives_is_given_up_for_another() throws Exception {
    open(
        new LostDoor(
            asked ->
                asked.contains("/live") ? "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nli" : ""),
        new Silence(SHORT, SHORT, LONG));

    // Which one is asked first depends on who asks.
    for (int caller = 1; caller <= CALLERS; caller++) {
      try (HttpClient from = from(caller)) {
        assertThat(from.send(request("/api/both").build(), BodyHandlers.ofString()).body())
            .isEqualTo("works");
      }
    }
    assertThat(lost.left()).isNotEmpty();
  }

  @Test
  void a_command_is_not_done_by_another_where_a_port_is_closed_meanwhile() throws Exception {
    LostDoor closing = new LostDoor(_ -> "");
    open(closing, new Silence(SHORT, SHORT, LONG));
    int unknown = 0;
    for (int caller = 1; caller <= CALLERS; caller++) {
      try (HttpClient from = from(caller)) {
        var answer =
            from.sendAsync(
                request("/api/both").POST(BodyPublishers.ofString("{}")).build(),
                BodyHandlers.discarding());
        eventually(
            "one of the two has it",
            () -> answer.isDone() || lost.asked().contains("POST /api/both HTTP/1.1"));
        if (!answer.isDone()) {
          closing.refuse();
        }
        if (answer.get().statusCode() == 503) {
          unknown++;
        }
      }
    }

    assertThat(unknown).isEqualTo(1);
    assertThat(done).hasValue(CALLERS - unknown);
  }

  private static HttpClient from(int caller) throws IOException {
    return HttpClient.newBuilder().localAddress(InetAddress.getByName("127.0.1." + caller)).build();
  }
}
