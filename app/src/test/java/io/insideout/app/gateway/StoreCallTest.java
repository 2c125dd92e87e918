package io.insideout.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that is in pieces at several instances, asked for at the gateway.
class StoreCallTest {
  private static final String STORES = "/api/services/{service}/stores";
  private static final String OPEN_API =
      """
      {"paths": {
        "%1$s": {"get": {}},
        "%1$s/{store}/rows": {"get": {}},
        "%1$s/{store}/fold": {"get": {}}}}"""
          .formatted(STORES);

  @TempDir private Path parts;
  private final List<HttpDoor> processes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Gateway gateway;

  @BeforeEach
  void open() {
    gateway = Gateways.open(Doors.announced(parts), OPEN_API, Guard.NONE);
  }

  @AfterEach
  void close() {
    gateway.close();
    processes.forEach(HttpDoor::close);
    http.close();
  }

  @Test
  void the_stores_of_all_instances_are_told() throws Exception {
    instance("one", "tea");
    instance("two", "cup");

    assertThat(get("stores").json().path("stores").findValuesAsText("instance"))
        .containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void a_key_is_found_at_the_instance_that_has_it() throws Exception {
    instance("one", "tea");
    instance("two", "cup");

    for (var at : Map.of("tea", "one", "cup", "two").entrySet()) {
      JsonNode rows = get("stores/levels/rows?key=" + at.getKey()).json().path("rows");
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).path("instance").asText()).isEqualTo(at.getValue());
    }
    assertThat(get("stores/levels/rows?key=none").json().path("rows")).isEmpty();
  }

  @Test
  void a_page_is_of_one_instance() throws Exception {
    instance("two", "cup");
    instance("one", "tea");

    assertThat(get("stores/levels/rows").json().path("instance").asText()).isEqualTo("one");
    assertThat(get("stores/levels/rows?instance=two").json().path("instance").asText())
        .isEqualTo("two");
    assertThat(get("stores/levels/rows?instance=three").status()).isEqualTo(404);
  }

  @Test
  void a_row_is_held_against_the_log_where_it_is_and_the_worst_is_said() throws Exception {
    instance("one", "tea", "same");
    instance("two", "cup", "same", "broken");

    JsonNode tea = get("stores/levels/fold?key=tea").json();
    assertThat(tea.path("verdict").asText()).isEqualTo("equal");
    assertThat(tea.path("folds").findValuesAsText("instance")).containsExactly("one");
    JsonNode same = get("stores/levels/fold?key=same").json();
    assertThat(same.path("folds").findValuesAsText("instance"))
        .containsExactlyInAnyOrder("one", "two");
    JsonNode broken = get("stores/levels/fold?key=broken").json();
    assertThat(broken.path("verdict").asText()).isEqualTo("differs");
    JsonNode none = get("stores/levels/fold?key=none").json();
    assertThat(none.path("verdict").asText()).isEqualTo("equal");
    assertThat(none.path("folds")).hasSize(2);
  }

  @Test
  void who_is_away_or_knows_nothing_of_it_is_passed_over() throws Exception {
    instance("one", "tea");
    HttpDoor away = instance("two", "cup");
    away.close();
    announce(
        "three",
        serve(
            List.of(
                Route.get(
                    STORES + "/{store}/rows",
                    _ -> {
                      throw Problem.unavailable("it is read back");
                    }))));

    assertThat(get("stores/levels/rows?key=tea").json().path("rows")).hasSize(1);
    assertThat(get("stores/nothing/rows?key=tea").status()).isEqualTo(503);
  }

  @Test
  void a_service_that_runs_nowhere_is_not_there() throws Exception {
    assertThat(get("stores").status()).isEqualTo(404);
    assertThat(get("stores/levels/rows").status()).isEqualTo(404);
  }

  private HttpDoor instance(String name, String... keys) {
    HttpDoor door =
        serve(
            List.of(
                Route.get(
                    STORES,
                    _ ->
                        Answer.json(
                            Map.of("service", "inventory", "stores", List.of(named(name))))),
                Route.get(STORES + "/{store}/rows", request -> rows(request, name, List.of(keys))),
                Route.get(
                    STORES + "/{store}/fold", request -> fold(request, name, List.of(keys)))));
    announce(name, door);
    return door;
  }

  private static Map<String, Object> named(String instance) {
    return Map.of("store", "levels", "instance", instance);
  }

  private static Answer rows(Request request, String instance, List<String> keys) {
    if (!request.path("store").equals("levels")
        || !request.query("instance").orElse(instance).equals(instance)) {
      throw Problem.notFound("not here");
    }
    List<Map<String, Object>> rows =
        keys.stream()
            .filter(key -> request.query("key").orElse(key).equals(key))
            .map(_ -> named(instance))
            .toList();
    return Answer.json(Map.of("store", "levels", "instance", instance, "rows", rows));
  }

  private static Answer fold(Request request, String instance, List<String> keys) {
    String key = request.query("key").orElseThrow();
    String verdict = key.equals("broken") && keys.contains(key) ? "differs" : "equal";
    String row = keys.contains(key) ? "{\"key\":\"" + key + "\"}" : "null";
    return Answer.bytes(
        "application/json",
        "{\"service\":\"inventory\",\"store\":\"levels\",\"verdict\":\"%2$s\",\"folds\":[{\"instance\":\"%1$s\",\"verdict\":\"%2$s\",\"row\":%3$s}]}"
            .formatted(instance, verdict, row)
            .getBytes(UTF_8));
  }

  private HttpDoor serve(List<Route> routes) {
    HttpDoor door = new HttpDoor("127.0.0.1", 0, routes);
    door.start();
    processes.add(door);
    return door;
  }

  private void announce(String name, HttpDoor door) {
    new RunFile(
            ProcessHandle.current().pid(),
            door.url().toString(),
            "",
            "",
            List.of(Doors.pathOf("inventory")))
        .write(parts.resolve(name));
  }

  private record Told(int status, String body) {
    JsonNode json() {
      return Json.read(body.getBytes(UTF_8), JsonNode.class);
    }
  }

  private Told get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(gateway.runFile().http() + "/api/services/inventory/" + path))
                .build(),
            BodyHandlers.ofString());
    return new Told(answer.statusCode(), answer.body());
  }
}
