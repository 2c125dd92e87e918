package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A system that is asked in SQL, one statement after the other.
record SqlDesk(TestSystem system) {
  private static final Map<String, Object> UNTIL_NOW = Map.of("untilNow", true);

  /// Makes a query that goes on, and says how it is called.
  String made(String sql, Map<String, Object> more) {
    SqlStream made = SqlStream.ask(system.url(), sql, more).whole();
    assertThat(made.status()).as(sql).isEqualTo(200);
    return made.rows().iterator().next().getFirst();
  }

  /// The rows of what ends by itself.
  Set<List<String>> rows(String sql) {
    return SqlStream.ask(system.url(), sql, Map.of()).whole().rows();
  }

  /// What a query comes to over the log as it is now.
  Set<List<String>> answer(String sql) {
    return SqlStream.ask(system.url(), sql, UNTIL_NOW).whole().rows();
  }

  /// The one number that it comes to.
  long number(String sql) {
    return Long.parseLong(answer(sql).iterator().next().getFirst());
  }

  /// The line of SHOW QUERIES about a query.
  Optional<List<String>> shown(String query) {
    return rows("SHOW QUERIES").stream().filter(row -> row.getFirst().equals(query)).findFirst();
  }

  /// Why a statement is refused.
  String refused(String sql) {
    return system
        .http()
        .post(
            "/api/sql",
            new String(Json.write(new HashMap<>(Map.of("sql", sql))), StandardCharsets.UTF_8),
            "Content-Type",
            "application/json")
        .expect(400)
        .json()
        .path("detail")
        .asText();
  }

  /// Kills the engine of a system in this process, once there is one, and returns when it is gone.
  static void killEngine() {
    List<ProcessHandle> engines =
        eventually(
            "there is an engine",
            Duration.ofMinutes(1),
            () -> Optional.of(engines()).filter(found -> !found.isEmpty()));
    assertThat(engines).hasSize(1);
    engines.forEach(ProcessHandle::destroyForcibly);
    eventually("it is gone", () -> engines.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static List<ProcessHandle> engines() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("io.insideout.flink"))
        .toList();
  }

  static boolean is(int column, String cell, Optional<List<String>> row) {
    return row.map(cells -> cells.get(column).equals(cell)).orElse(false);
  }

  void awaitRows(String topic, long rows) {
    eventually(
        topic + " has " + rows + " rows",
        Duration.ofMinutes(2),
        () ->
            there(
                answer("SELECT count(*) FROM " + topic)
                    .equals(Set.of(List.of(String.valueOf(rows))))));
  }

  static Optional<Boolean> there(boolean condition) {
    return condition ? Optional.of(true) : Optional.empty();
  }
}
