package io.insideout.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The gateway before several instances of a service that are doors of our own.
class InstancesTest {
  private static final String OPEN_API =
      "{\"paths\": {\"/api/things\": {\"get\": {}, \"post\": {}}}}";
  private static final int CALLERS = 24;

  private final Map<String, HttpDoor> instances = new LinkedHashMap<>();
  private final Set<String> closing = ConcurrentHashMap.newKeySet();
  private final Set<String> breaking = ConcurrentHashMap.newKeySet();
  private final AtomicInteger posts = new AtomicInteger();
  private Gateway gateway;

  @BeforeEach
  void open() {
    List.of("one", "two", "three").forEach(name -> instances.put(name, instance(name)));
    List<URI> doors = instances.values().stream().map(HttpDoor::url).toList();
    gateway = Gateways.open(Doors.told(Map.of("/api", doors)), OPEN_API, Guard.NONE);
  }

  @AfterEach
  void close() {
    gateway.close();
    instances.values().forEach(HttpDoor::close);
  }

  private HttpDoor instance(String name) {
    HttpDoor door =
        new HttpDoor(
            "127.0.0.1",
            0,
            List.of(
                Route.get("/api/things", _ -> answer(name)),
                Route.post(
                    "/api/things",
                    _ -> {
                      posts.incrementAndGet();
                      return answer(name);
                    })));
    door.start();
    return door;
  }

  private Answer answer(String name) {
    if (closing.contains(name)) {
      throw Problem.unavailable("it is closing");
    }
    if (breaking.contains(name)) {
      return Answer.stream(
          "text/plain",
          _ -> {
            throw new IOException("nothing comes");
          });
    }
    return Answer.json(name);
  }

  /// Each caller comes from an address of its own, as far as this machine has any.
  private HttpResponse<String> ask(int caller, String method)
      throws IOException, InterruptedException {
    try (HttpClient http =
        HttpClient.newBuilder()
            .localAddress(InetAddress.getByName("127.0.1." + (1 + caller)))
            .build()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(gateway.runFile().http() + "/api/things"))
              .method(method, BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    }
  }

  private Map<Integer, String> answered() throws IOException, InterruptedException {
    Map<Integer, String> by = new LinkedHashMap<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      HttpResponse<String> answer = ask(caller, "GET");
      assertThat(answer.statusCode()).isEqualTo(200);
      by.put(caller, answer.body().replace("\"", ""));
    }
    return Collections.unmodifiableMap(by);
  }

  @Test
  void each_caller_is_answered_by_the_same_instance_and_all_by_all() throws Exception {
    Map<Integer, String> first = answered();

    assertThat(new TreeSet<>(first.values())).containsExactly("one", "three", "two");
    assertThat(answered()).isEqualTo(first);
  }

  @Test
  void whose_instance_is_gone_is_answered_by_another_and_the_rest_as_before() throws Exception {
    Map<Integer, String> before = answered();
    Objects.requireNonNull(instances.get("two")).close();
    Map<Integer, String> after = answered();

    assertThat(after.values()).doesNotContain("two");
    before.forEach(
        (caller, instance) -> {
          if (!instance.equals("two")) {
            assertThat(after).containsEntry(caller, instance);
          }
        });
  }

  @Test
  void what_was_not_sent_may_be_sent_to_another_whatever_it_is() throws Exception {
    Objects.requireNonNull(instances.get("two")).close();
    for (int caller = 0; caller < CALLERS; caller++) {
      assertThat(ask(caller, "POST").statusCode()).isEqualTo(200);
    }
    assertThat(posts).hasValue(CALLERS);
  }

  @Test
  void what_may_have_been_done_is_not_done_by_another_too() throws Exception {
    breaking.addAll(instances.keySet());

    assertThat(ask(0, "POST").statusCode()).isEqualTo(503);
    assertThat(posts).hasValue(1);
  }

  @Test
  void what_an_instance_cannot_tell_while_it_closes_another_can() throws Exception {
    closing.add("one");
    closing.add("three");

    assertThat(new TreeSet<>(answered().values())).containsExactly("two");
    closing.add("two");
    assertThat(ask(0, "GET").statusCode()).isEqualTo(503);
  }
}
