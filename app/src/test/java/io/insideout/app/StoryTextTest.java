package io.insideout.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTextTest {
  private static final JsonNode STORY =
      json(
          """
          {"orderId": "o", "state": "REJECTED", "version": 2, "asOf": {"behind": 0}, "steps": [
            {"log": "order-commands/0/5", "topic": "order-commands", "writer": "orders",
             "time": "2010-12-06T00:00:00Z", "written": "2026-01-01T00:00:00Z", "says": "place"},
            {"log": "orders/0/7", "topic": "orders", "writer": "orders",
             "time": "2010-12-06T00:00:00Z", "written": "2026-01-01T00:00:00.012Z",
             "says": "v1 REQUESTED", "cause": "order-commands/0/5"},
            {"log": "order-validations/0/9", "topic": "order-validations", "writer": "fraud",
             "time": "2010-12-06T00:00:00Z", "written": "2026-01-01T03:12:00Z",
             "says": "FAIL FRAUD \\u001b[2J", "failure": true, "cause": "orders/0/7"},
            {"log": "orders/0/8", "topic": "orders", "writer": "orders",
             "time": "2010-12-06T00:00:00Z", "written": "2026-01-01T03:12:00.020Z",
             "says": "v2 REJECTED", "cause": "orders/0/99", "causeOutside": true,
             "changes": [{"path": "state", "before": "REQUESTED", "after": "REJECTED"},
                         {"path": "reasons[0]", "before": null, "after": "no"}]}],
           "edges": [], "pending": [
            {"who": "inventory", "what": "to release TEA", "waitedMillis": 12000,
             "setAside": "inventory/orders/0/8"}]}""");

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static StoryText text(boolean colour, int width) {
    return new StoryText(colour, width, _ -> true, true);
  }

  @Test
  void a_story_is_told_from_its_first_record_on() {
    assertThat(text(false, 1_000).story(STORY))
        .containsExactly(
            "Order o  REJECTED, version 2  4 records",
            "",
            "        0 ms  order-commands/0/5     orders  place",
            "      +12 ms  orders/0/7             orders  v1 REQUESTED  ← order-commands/0/5",
            "          … 3 h 11 min nothing …",
            " +3 h 12 min  order-validations/0/9  fraud   FAIL FRAUD �[2J  ← orders/0/7",
            " +3 h 12 min  orders/0/8             orders  v2 REJECTED  ← orders/0/99 (not of it)",
            "                                             state REQUESTED → REJECTED, reasons[0] – → no",
            "",
            "Waiting for inventory to release TEA, 12 s",
            "  which may be in vain: it has set a record aside. See ./insideout dead-letters show"
                + " inventory/orders/0/8");
  }

  @Test
  void what_came_of_what_stands_below_it() {
    assertThat(text(false, 1_000).tree(STORY))
        .contains(
            "order-commands/0/5     orders  place",
            "└─ orders/0/7             orders  v1 REQUESTED  ← order-commands/0/5",
            "   └─ order-validations/0/9  fraud   FAIL FRAUD �[2J  ← orders/0/7",
            "orders/0/8             orders  v2 REJECTED  ← orders/0/99 (not of it)");
  }

  @Test
  void only_a_terminal_is_shown_colours_and_no_line_is_wider_than_it() {
    assertThat(String.join("\n", text(false, 60).story(STORY))).doesNotContain("\u001b");
    List<String> lines = text(true, 60).story(STORY);
    assertThat(String.join("\n", lines)).contains("\u001b[31m").doesNotContain("\u001b[2J");
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.replaceAll("\u001b\\[\\d+m", "")).hasSizeLessThan(61));
  }

  @Test
  void what_is_not_wanted_is_left_out() {
    StoryText failures =
        new StoryText(false, 1_000, step -> step.path("failure").asBoolean(), true);
    assertThat(failures.story(STORY))
        .filteredOn(line -> line.contains("/0/") && !line.contains("dead-letters"))
        .singleElement()
        .asString()
        .contains("order-validations/0/9");
  }

  @Test
  void of_many_that_are_alike_the_first_are_shown_unless_all_are_wanted() {
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      steps.append(i == 0 ? "" : ",");
      steps.append(
          "{\"log\": \"t/0/%d\", \"topic\": \"t\", \"time\": \"2026-01-01T00:00:00Z\", \"cause\": \"c/0/1\"}"
              .formatted(i));
    }
    JsonNode many = json("{\"orderId\": \"o\", \"steps\": [%s], \"pending\": []}".formatted(steps));
    assertThat(text(false, 1_000).story(many))
        .filteredOn(line -> line.contains("t/0/"))
        .hasSize(3)
        .last()
        .isEqualTo("              … and 4 more of the same, t/0/2 to t/0/5");
    assertThat(new StoryText(false, 1_000, _ -> true, false).story(many))
        .filteredOn(line -> line.contains("t/0/"))
        .hasSize(6);
  }

  @Test
  void a_view_that_is_behind_is_told() {
    JsonNode behind =
        json(
            """
            {"orderId": "o", "asOf": {"behind": 1200, "building": true}, "cut": true,
             "steps": [], "edges": [], "pending": []}""");
    assertThat(text(false, 1_000).story(behind))
        .contains(
            "Order o  not taken yet  0 records",
            "This may be a part of it: the view has 1,200 records to read still.",
            "There are more records than a story has: these are the first and the last.",
            "It waits for nobody.");
  }
}
