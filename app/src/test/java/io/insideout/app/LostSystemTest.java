package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.StartFailure;
import io.insideout.testkit.LostDoor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Commands at a system whose machine loses its power in the middle of an answer.
@Timeout(60)
class LostSystemTest {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final String ROW =
      """
      {"columns":[{"name":"topic","type":"STRING"}],"updates":false}
      {"op":"+I","row":["orders"]}
      """;

  private final LostDoor lost =
      new LostDoor(
          asked ->
              asked.contains("/story")
                  ? LostDoor.begun("text/event-stream", "event: story\ndata: {}\n")
                  : LostDoor.begun("application/x-ndjson", ROW));
  private final Door door = Door.open(lost.url().toString());

  LostSystemTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    lost.close();
  }

  @Test
  void a_story_that_is_followed_breaks_off() {
    List<String> told = new ArrayList<>();
    try (StoryDoor stories = new StoryDoor(door, "7", SOON)) {
      assertThatThrownBy(
              () -> stories.follow((name, data) -> told.add(name + " " + new String(data, UTF_8))))
          .isInstanceOf(HttpTimeoutException.class);
    }
    assertThat(told).containsExactly("story {}");
  }

  @Test
  void a_story_that_is_told_once_breaks_off() {
    try (StoryDoor stories = new StoryDoor(door, "7", SOON)) {
      assertThatThrownBy(stories::story).isInstanceOf(HttpTimeoutException.class);
    }
  }

  @Test
  void a_query_breaks_off_behind_what_there_was() {
    StringWriter shown = new StringWriter();
    try (SqlDoor sql = new SqlDoor(() -> door, SOON)) {
      SqlSession session =
          new SqlSession(
              sql,
              new SqlOptions("beginning", false, false),
              new PrintWriter(shown, true),
              new PrintWriter(shown, true),
              () -> 80,
              false);

      assertThatThrownBy(() -> session.ask("SELECT topic FROM topics"))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("nothing has come");
    }
    assertThat(shown.toString()).contains("orders");
  }

  @Test
  void what_tab_completes_is_not_waited_for() {
    try (SqlDoor sql = new SqlDoor(() -> door, SOON)) {
      assertThatThrownBy(sql::relations).isInstanceOf(IOException.class);
    }
  }
}
