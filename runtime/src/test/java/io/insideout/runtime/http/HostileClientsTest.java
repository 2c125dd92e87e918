package io.insideout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever is too slow, sends too much or takes nothing loses its connection, and nobody else does.
class HostileClientsTest {
  private static final Duration SOON = Duration.ofMillis(500);
  private static final int CONNECTIONS = 40;
  private static final String POST = "POST / HTTP/1.1\r\nHost: localhost\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

  private final CountDownLatch gaveUp = new CountDownLatch(1);
  private final HttpDoor door =
      new HttpDoor(
          "127.0.0.1",
          0,
          List.of(
              Route.get("/", _ -> Answer.nothing()),
              Route.post(
                  "/",
                  request -> {
                    request.bytes();
                    return Answer.nothing();
                  }),
              Route.get("/endless", _ -> Answer.stream("text/plain", this::endless))),
          Guard.NONE,
          HostNames.any(),
          CallerLimits.NONE,
          new DoorLimits(CONNECTIONS, SOON, SOON, SOON, SOON, 2L * HttpDoor.MAX_READ_BYTES),
          Optional.empty());

  private void endless(java.io.OutputStream out) throws IOException {
    try {
      while (true) {
        out.write(new byte[1 << 16]);
      }
    } finally {
      gaveUp.countDown();
    }
  }

  @BeforeEach
  void open() {
    door.start();
  }

  @AfterEach
  void everybodyElseIsServedAndItCloses() throws IOException {
    try (HostileClient other = client()) {
      assertThat(other.send(get("/")).line()).isEqualTo("HTTP/1.1 204 No Content");
    }
    door.close();
  }

  private HostileClient client() throws IOException {
    return new HostileClient(door.url());
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "})
  void headers_that_come_byte_by_byte_are_not_waited_for(String begun) throws IOException {
    try (HostileClient slow = client().send(begun).trickle('x')) {
      assertThat(slow.answered()).doesNotContain("204");
    }
  }

  @Test
  void a_body_that_comes_byte_by_byte_is_refused() throws IOException {
    try (HostileClient slow = client().send(POST + "Content-Length: 5000\r\n\r\n").trickle('x')) {
      assertThat(slow.answered()).startsWith("HTTP/1.1 408").contains("/problems/too-slow");
    }
  }

  @Test
  void a_chunk_that_comes_byte_by_byte_is_not_waited_for() throws IOException {
    try (HostileClient slow = client().send(CHUNKED + "FFFF\r\n").trickle('x')) {
      assertThat(slow.answered()).doesNotContain("204");
    }
  }

  @Test
  void a_body_that_nobody_wants_is_not_waited_for() throws IOException {
    String nowhere = "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n";
    try (HostileClient slow = client().send(nowhere).trickle('x')) {
      assertThat(slow.answered()).startsWith("HTTP/1.1 404");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET / HT", POST + "Content-Length: 5000\r\n\r\nsome"})
  void silence_ends_a_connection(String begun) throws IOException {
    try (HostileClient silent = client().send(begun)) {
      assertThat(silent.answered()).doesNotContain("204");
    }
  }

  @Test
  void a_body_without_an_end_is_too_large() throws IOException {
    String chunk = "FFFF\r\n" + "x".repeat(0xFFFF) + "\r\n";
    try (HostileClient endless = client().send(CHUNKED).flood(chunk)) {
      assertThat(endless.line()).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
    }
  }

  @Test
  void more_headers_than_are_taken_are_refused() throws IOException {
    for (String header : List.of("X: " + "x".repeat(1 << 15), "X: x\r\n".repeat(1 << 13))) {
      try (HostileClient large = client().send("GET / HTTP/1.1\r\nHost: localhost\r\n")) {
        large.flood(header);
        assertThat(large.answered()).matches("(?s)(HTTP/1.1 4(00|31) .*)?");
      }
    }
  }

  @Test
  void what_follows_a_request_and_is_none_ends_the_connection() throws IOException {
    try (HostileClient rubbish = client().send(get("/") + "\0\1 rubbish\r\n\r\n" + get("/"))) {
      assertThat(rubbish.answered().split("HTTP/1\\.1 ", -1))
          .hasSize(3)
          .satisfies(answers -> assertThat(answers[1]).startsWith("204"))
          .satisfies(answers -> assertThat(answers[2]).startsWith("400"));
    }
  }

  @Test
  void what_stands_in_a_body_that_is_refused_is_no_request() throws IOException {
    String body = "zz\r\n" + get("/");
    try (HostileClient smuggler = client().send(CHUNKED + body)) {
      assertThat(smuggler.answered()).startsWith("HTTP/1.1 400").doesNotContain("HTTP/1.1 204");
    }
  }

  @Test
  void whoever_takes_nothing_of_an_answer_loses_it() throws Exception {
    try (HostileClient deaf = client().send(get("/endless"))) {
      assertThat(gaveUp.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(deaf.line()).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void large_bodies_that_do_not_come_make_room_for_those_that_do() throws IOException {
    List<HostileClient> slow = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      slow.add(client().send(CHUNKED + "FFFFF\r\n").trickle('x'));
    }
    try (HostileClient other = client()) {
      other.send(POST + "Content-Length: 100000\r\n\r\n" + "x".repeat(100_000));
      assertThat(other.line()).isEqualTo("HTTP/1.1 204 No Content");
    }
    for (HostileClient one : slow) {
      one.close();
    }
  }

  @Test
  void connections_that_are_too_many_make_room_when_nothing_comes() throws IOException {
    List<HostileClient> idle = new ArrayList<>();
    for (int i = 0; i < 3 * CONNECTIONS; i++) {
      idle.add(client());
    }
    for (HostileClient one : idle) {
      assertThat(one.answered()).isEmpty();
      one.close();
    }
  }
}
