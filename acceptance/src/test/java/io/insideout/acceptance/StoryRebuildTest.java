package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.insideout.catalog.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stories of systems that are hurt: a service is away, a record is bad, the process is killed, the
/// view is gone.
class StoryRebuildTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ORDER =
      "{\"cardToken\": \"rebuilt\", \"lines\": [{\"sku\": \"TEA\", \"quantity\": 1}]}";

  @TempDir Path directory;

  private static JsonNode story(Http http, String id) {
    return http.get("/api/orders/" + id + "/story").expect(200).json();
  }

  /// What does not change by being asked again.
  private static JsonNode lasting(JsonNode story) {
    ObjectNode lasting = story.deepCopy();
    lasting.remove("asOf");
    lasting.path("pending").forEach(one -> ((ObjectNode) one).remove("waitedMillis"));
    return lasting;
  }

  private static Set<String> awaited(JsonNode story) {
    return story
        .path("pending")
        .valueStream()
        .map(one -> one.path("who").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void shop(Http http) {
    http.put("/api/products/TEA", "{\"description\": \"Tea\", \"listPrice\": \"2.50\"}")
        .expect(200);
    http.put("/api/stock/TEA", "{\"onHand\": 100}").expect(200);
  }

  @Test
  void an_order_says_which_service_it_waits_for() throws Exception {
    try (TestSystem system = TestSystem.startWithout(directory, "fraud")) {
      shop(system.http());
      String id = system.http().place(ORDER);
      eventually(
          "all but fraud have answered",
          () -> awaited(story(system.http(), id)).equals(Set.of("fraud")));
      JsonNode fraud = story(system.http(), id).path("pending").get(0);
      assertThat(fraud.path("what").asText()).isEqualTo("to check card");
      assertThat(fraud.path("waitedMillis").asLong()).isNotNegative();
    }
  }

  @Test
  void a_dead_letter_stands_in_its_place_and_a_view_that_is_gone_is_built_again() throws Exception {
    String id;
    JsonNode before;
    try (TestSystem system = TestSystem.start(directory)) {
      shop(system.http());
      String order = system.http().place(ORDER);
      id = order;
      system.http().paid(id);
      String bad = new Log(system.log()).write(Topics.ORDERS, 0, id, "rubbish".getBytes(UTF_8));
      eventually(
          "each who reads orders has set it aside",
          () ->
              setAsideBy(story(system.http(), order), bad)
                  .equals(new TreeSet<>(Topics.ORDERS.readers())));
      eventually(
          "it waits for the warehouse alone",
          () -> awaited(story(system.http(), order)).equals(Set.of("warehouse")));
      before = story(system.http(), id);
      List<String> logs =
          before.path("steps").valueStream().map(step -> step.path("log").asText()).toList();
      assertThat(logs).contains(bad);
      before
          .path("steps")
          .valueStream()
          .filter(step -> step.has("letter"))
          .forEach(
              letter ->
                  assertThat(logs.indexOf(letter.path("log").asText()))
                      .isGreaterThan(logs.indexOf(bad)));
    }
    deleteAll(directory.resolve("views/stories"));
    try (TestSystem system = TestSystem.start(directory)) {
      eventually(
          "the story is told again as before",
          () -> told(system.http(), id).equals(lasting(before)));
    }
  }

  private static Set<String> setAsideBy(JsonNode story, String bad) {
    return story
        .path("steps")
        .valueStream()
        .filter(step -> step.path("letter").path("of").asText().equals(bad))
        .map(step -> step.path("letter").path("service").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_killed_process_goes_on_with_its_stories() throws Exception {
    Path data = directory.resolve("data");
    Cli cli = new Cli(directory);
    String id;
    JsonNode before;
    Cli.Running first = cli.up(data);
    try {
      Http http = door(data);
      shop(http);
      String order = http.place(ORDER);
      id = order;
      http.paid(id);
      eventually(
          "it waits for the warehouse alone",
          () -> awaited(story(http, order)).equals(Set.of("warehouse")));
      before = story(http, id);
    } finally {
      first.kill();
    }
    try (Cli.Running again = cli.up(data)) {
      Http http = door(data);
      assertThat(again.process().isAlive()).isTrue();
      eventually("it is told as before", () -> told(http, id).equals(lasting(before)));
      String later = http.place(ORDER);
      eventually(
          "a later one is told as well",
          () -> awaited(told(http, later)).equals(Set.of("warehouse")));
      commandLine(cli, data, id);
      followed(cli, data, http, id);
    }
  }

  /// Nothing while the view is opened, or is not as far as the log.
  private static JsonNode told(Http http, String id) {
    Reply reply = http.get("/api/orders/" + id + "/story");
    assertThat(reply.status()).as(reply.body()).isIn(200, 503);
    return reply.status() == 200 ? lasting(reply.json()) : JSON.createObjectNode();
  }

  private static void commandLine(Cli cli, Path data, String id) throws Exception {
    Cli.Running story = cli.start("story", id, "--data", data.toString());
    assertThat(story.exitCode(Duration.ofMinutes(1))).as(story.printed()).isZero();
    assertThat(story.printed())
        .contains("Order " + id + "  PAID", "order-commands/0/", "v1 REQUESTED 2.50 GBP")
        .contains("state REQUESTED → VALIDATED", "← orders/0/")
        .contains("Waiting for warehouse to dispatch " + id + "-1")
        .doesNotContain("\u001b[");

    Cli.Running filtered =
        cli.start("story", id, "--topics", "payments", "--tree", "--data", data.toString());
    assertThat(filtered.exitCode(Duration.ofMinutes(1))).as(filtered.printed()).isZero();
    assertThat(filtered.printed()).contains("payments/0/").doesNotContain("order-commands/0/0 ");

    Cli.Running nobody = cli.start("story", "nobody", "--data", data.toString());
    assertThat(nobody.exitCode(Duration.ofMinutes(1))).isEqualTo(1);
    assertThat(nobody.printed()).contains("There is no order 'nobody'.", "./insideout tail orders");

    Cli.Running wrong = cli.start("story", id, "--topics", "ordres", "--data", data.toString());
    assertThat(wrong.exitCode(Duration.ofMinutes(1))).isEqualTo(2);
    assertThat(wrong.printed()).contains("There is no topic 'ordres'", "./insideout topics");
  }

  private static void followed(Cli cli, Path data, Http http, String id) throws Exception {
    try (Cli.Running story = cli.start("story", id, "--follow", "--data", data.toString())) {
      eventually("it is told so far", () -> story.printed().contains("Waiting for warehouse"));
      http.post("/api/shipments/" + id + "-1/dispatch", "").expect(202);
      eventually(
          "it is told on",
          () ->
              story.printed().contains("v4 SHIPPED")
                  && story.printed().contains("Waiting for warehouse to deliver " + id + "-1"));
    }
  }

  private static Http door(Path data) throws IOException {
    return new Http(
        URI.create(JSON.readTree(data.resolve("run.json").toFile()).get("http").asText()));
  }

  private static void deleteAll(Path from) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
