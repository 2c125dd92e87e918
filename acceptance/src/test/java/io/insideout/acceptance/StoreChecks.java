package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What services keep, as their doors tell it, held against the log.
record StoreChecks(Http http) {
  private static final int LARGEST_PAGE = 200;

  /// Holds rows of every store of every service against the log: the first, one in the middle, the
  /// last of a page. Each has to equal it.
  ///
  /// @return how many rows each store was looked at for, by `service/store`
  Map<String, Integer> everyStoreEqualsTheLog() {
    Map<String, Integer> held = new TreeMap<>();
    for (JsonNode service : http.get("/api/services").expect(200).json().path("services")) {
      String name = service.path("service").asText();
      for (JsonNode store : stores(name)) {
        if (!store.path("kind").asText().equals("records")) {
          String path = "/api/services/%s/stores/%s".formatted(name, store.path("store").asText());
          assertThat(store.path("trouble").isNull()).as(store.toString()).isTrue();
          held.put(
              name + "/" + store.path("store").asText(),
              rowsEqualTheLog(path, store.path("rows").asLong()));
        }
      }
    }
    return held;
  }

  List<JsonNode> stores(String service) {
    return http.get("/api/services/" + service + "/stores")
        .expect(200)
        .json()
        .path("stores")
        .valueStream()
        .toList();
  }

  private int rowsEqualTheLog(String path, long count) {
    List<JsonNode> rows =
        http.get(path + "/rows?limit=" + LARGEST_PAGE)
            .expect(200)
            .json()
            .path("rows")
            .valueStream()
            .toList();
    assertThat(rows.size()).as(path).isEqualTo((int) Math.min(count, LARGEST_PAGE));
    Set<Integer> some = new TreeSet<>();
    if (!rows.isEmpty()) {
      some.addAll(List.of(0, rows.size() / 2, rows.size() - 1));
    }
    for (int at : some) {
      JsonNode answer = fold(path, rows.get(at));
      assertThat(answer.path("verdict").asText()).as(answer.toString()).isEqualTo("equal");
      for (JsonNode fold : answer.path("folds")) {
        assertThat(fold.at("/row/key")).isEqualTo(rows.get(at).path("key"));
        assertThat(fold.at("/record/log").asText()).as(answer.toString()).isNotEmpty();
      }
    }
    return some.size();
  }

  /// Asks whether a row equals the log, by what it is to be asked for.
  JsonNode fold(String path, JsonNode row) {
    return row.has("id")
        ? http.get(path + "/fold?id=" + row.path("id").asText()).expect(200).json()
        : fold(path, row.path("key").asText());
  }

  JsonNode fold(String path, String key) {
    return http.get(path + "/fold?key=" + URLEncoder.encode(key, UTF_8)).expect(200).json();
  }

  /// All rows of a store, page by page.
  List<JsonNode> all(String path, int limit) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = http.get(path + "/rows?limit=" + limit + cursor).expect(200).json();
      page.path("rows").forEach(all::add);
      assertThat(page.path("rows").size()).isLessThanOrEqualTo(limit);
      cursor = page.path("more").isNull() ? "" : "&cursor=" + page.path("more").asText();
    } while (!cursor.isEmpty());
    return all;
  }
}
