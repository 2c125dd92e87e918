package io.insideout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.http.Caller.Customer;
import io.insideout.runtime.http.Caller.Operator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A door at which each caller may ask three times, and twice at once.
class CountedDoorTest {
  private final CountDownLatch inside = new CountDownLatch(2);
  private final CountDownLatch leave = new CountDownLatch(1);
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpDoor door =
      new HttpDoor(
          "127.0.0.1",
          0,
          List.of(
              Route.get("/", _ -> Answer.nothing()).forCustomers(),
              Route.get("/open", _ -> Answer.nothing()).forAnybody(),
              Route.get("/waits", this::waits).forCustomers()),
          CountedDoorTest::guard,
          HostNames.any(),
          new CallerLimits(1, 3, 2));

  private static Caller guard(Optional<String> authorization) {
    return switch (authorization.orElseThrow(Problem::tokenMissing)) {
      case "operator" -> new Operator(Instant.MAX);
      case "wrong" -> throw Problem.tokenRefused("nobody knows it");
      case String name -> new Customer(name, Instant.MAX);
    };
  }

  private Answer waits(Request request) throws InterruptedException {
    inside.countDown();
    leave.await();
    return Answer.nothing();
  }

  @BeforeEach
  void open() {
    door.start();
  }

  @AfterEach
  void close() {
    door.close();
  }

  private HttpRequest ask(String path, String authorization) {
    return HttpRequest.newBuilder(door.url().resolve(path))
        .header("Authorization", authorization)
        .build();
  }

  private HttpResponse<String> get(String path, String authorization)
      throws IOException, InterruptedException {
    return http.send(ask(path, authorization), HttpResponse.BodyHandlers.ofString());
  }

  /// The first answer that is another one, and it has to come: a bucket fills while it is emptied.
  private HttpResponse<String> refused(String path, String authorization, int before)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path, authorization);
    while (answer.statusCode() == before) {
      answer = get(path, authorization);
    }
    return answer;
  }

  @Test
  void whoever_asks_too_much_is_told_when_to_come_again_and_others_are_answered() throws Exception {
    HttpResponse<String> answer = refused("/", "ada", 204);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("/problems/too-many-requests");
    assertThat(get("/", "bob").statusCode()).isEqualTo(204);
  }

  @Test
  void operators_and_what_is_for_anybody_are_not_counted() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(get("/", "operator").statusCode()).isEqualTo(204);
      assertThat(get("/open", "wrong").statusCode()).isEqualTo(204);
    }
  }

  @Test
  void whoever_tries_tokens_is_counted_by_where_it_comes_from() throws Exception {
    assertThat(refused("/", "wrong", 401).statusCode()).isEqualTo(429);
    assertThat(get("/", "ada").statusCode()).isEqualTo(204);
  }

  @Test
  void so_many_of_a_caller_wait_at_once() throws Exception {
    List<CompletableFuture<HttpResponse<Void>>> waiting =
        List.of(
            http.sendAsync(ask("/waits", "ada"), HttpResponse.BodyHandlers.discarding()),
            http.sendAsync(ask("/waits", "ada"), HttpResponse.BodyHandlers.discarding()));
    inside.await();

    assertThat(get("/", "ada").body()).contains("2 of your requests are being answered");
    assertThat(get("/", "bob").statusCode()).isEqualTo(204);

    leave.countDown();
    for (CompletableFuture<HttpResponse<Void>> one : waiting) {
      assertThat(one.join().statusCode()).isEqualTo(204);
    }
  }

  @Test
  void a_door_that_drains_answers_and_lets_nothing_follow() throws Exception {
    door.drain();

    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = get("/", "ada");
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.headers().firstValue("Connection")).contains("close");
    }
  }
}
