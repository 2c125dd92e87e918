package io.insideout.acceptance;

import static io.insideout.acceptance.Problems.isProblem;
import static io.insideout.acceptance.Problems.refusesField;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the running services tell of themselves, held against what was agreed.
@ExtendWith(OneSystem.class)
class ServicesDoorTest {
  private static final Path AGREED = Path.of("../services/src/test/resources/topologies");
  private static final Pattern SOURCE = Pattern.compile("Source: \\S+ \\(topics: \\[([^]]*)]\\)");
  private static final Pattern SINK = Pattern.compile("Sink: \\S+ \\(topic: (\\S+)\\)");

  private final TestSystem system;
  private final Http http;

  ServicesDoorTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
  }

  private List<JsonNode> services() {
    return http.get("/api/services").expect(200).json().path("services").valueStream().toList();
  }

  private JsonNode service(String name) {
    return http.get("/api/services/" + name).expect(200).json();
  }

  private static Stream<JsonNode> parts(JsonNode service, String kind) {
    return service
        .path("parts")
        .valueStream()
        .filter(part -> part.path("kind").asText().equals(kind));
  }

  private static Set<String> topics(Stream<JsonNode> parts, String side) {
    return parts
        .flatMap(part -> part.path(side).valueStream())
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_service_is_there_and_up() {
    assertThat(services())
        .extracting(one -> one.path("service").asText())
        .containsExactlyInAnyOrder(
            "orders",
            "inventory",
            "fraud",
            "details",
            "payments",
            "shipping",
            "email",
            "products",
            "customers",
            "webhooks",
            "sql",
            "story",
            "console");
    Eventually.eventually(
        "all of them are up",
        () -> services().stream().allMatch(one -> one.path("health").asText().equals("UP")));
  }

  @Test
  void every_topology_that_runs_reads_and_writes_what_was_agreed() throws IOException {
    List<Path> agreed;
    try (Stream<Path> files = Files.list(AGREED)) {
      agreed = files.sorted().toList();
    }
    assertThat(agreed).hasSizeGreaterThan(5);
    for (Path file : agreed) {
      String name = file.getFileName().toString().replace(".txt", "");
      String golden = Files.readString(file);
      JsonNode service = service(name);

      assertThat(parts(service, "topology")).as(name).hasSize(1);
      assertThat(topics(parts(service, "topology"), "reads"))
          .as(name)
          .isEqualTo(topics(golden, SOURCE));
      assertThat(topics(parts(service, "topology"), "writes"))
          .as(name)
          .isEqualTo(topics(golden, SINK));
    }
  }

  private static Set<String> topics(String golden, Pattern which) {
    return which
        .matcher(golden)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(", ", -1)))
        .filter(topic -> !topic.endsWith("-repartition"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void who_reads_and_writes_is_who_the_catalogue_says_does() {
    for (JsonNode service : services()) {
      String name = service.path("service").asText();
      Set<String> read =
          topics(Stream.concat(parts(service, "topology"), parts(service, "group")), "reads");

      assertThat(declared(name, Topic::readers)).as(name).isSubsetOf(read);
      assertThat(topics(parts(service, "topology"), "reads"))
          .as(name)
          .isSubsetOf(declared(name, Topic::readers));
      assertThat(topics(service.path("parts").valueStream(), "writes"))
          .as(name)
          .isSubsetOf(declared(name, Topic::writers));
    }
  }

  private static Set<String> declared(String service, Function<Topic<?>, Set<String>> side) {
    return Topics.all().stream()
        .filter(topic -> side.apply(topic).contains(service))
        .map(Topic::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_service_is_shown_with_all_that_it_is_made_of() {
    system.sell("SHOWN", 5);
    JsonNode fraud = service("fraud");
    JsonNode topology = parts(fraud, "topology").findFirst().orElseThrow();

    assertThat(topology.path("group").asText()).isEqualTo("fraud");
    assertThat(topology.path("state").asText()).isEqualTo("RUNNING");
    assertThat(topology.path("restoring")).isEmpty();
    assertThat(topology.path("subtopologies").findValuesAsText("changelog"))
        .contains("fraud-activity-changelog", "fraud-rules", "suspicious-cards");
    assertThat(
            topology.path("threads").valueStream().flatMap(one -> one.path("tasks").valueStream()))
        .anySatisfy(task -> assertThat(Reply.texts(task.path("partitions"))).contains("orders/0"));
    assertThat(parts(fraud, "view"))
        .singleElement()
        .satisfies(
            view -> {
              assertThat(view.path("part").asText()).isEqualTo("fraud-rules view");
              assertThat(view.path("positions").get(0).path("offset").asLong()).isPositive();
            });
    assertThat(Reply.texts(fraud.path("routes"))).contains("GET /api/fraud/rules");
    assertThat(parts(service("payments"), "group"))
        .singleElement()
        .satisfies(
            cashier -> {
              assertThat(cashier.path("group").asText()).isEqualTo("payments-cashier");
              assertThat(Reply.texts(cashier.path("writes"))).containsExactly("authorizations");
            });
  }

  @Test
  void each_subscriber_is_told_with_its_group() {
    String id =
        http.post(
                "/api/webhooks",
                "{\"url\": \"http://127.0.0.1:1/\", \"description\": \"none\", \"states\": [\"RETURNED\"]}")
            .expect(201)
            .json()
            .path("webhookId")
            .asText();
    Eventually.eventually(
        "the courier of the subscription is told", () -> couriers().contains("webhooks-" + id));
    http.delete("/api/webhooks/" + id).expect(204);
    Eventually.eventually("it is told no more", () -> !couriers().contains("webhooks-" + id));
  }

  private List<String> couriers() {
    return parts(service("webhooks"), "group")
        .filter(part -> Reply.texts(part.path("reads")).equals(List.of("orders")))
        .map(part -> part.path("group").asText())
        .toList();
  }

  @Test
  void a_view_tells_that_it_has_caught_up() {
    system.sell("CAUGHT-UP", 5);

    for (String name : List.of("products", "story")) {
      Eventually.eventually(
          "the view of " + name + " is as new as the log",
          () -> parts(service(name), "view").allMatch(view -> view.path("behind").asLong(-1) == 0));
    }
  }

  @Test
  void a_service_that_does_not_run_is_not_there() {
    for (String name : List.of("loyalty", "%3Cimg%20src=x%3E", "%7Bservice%7D", "FRAUD")) {
      isProblem(http.get("/api/services/" + name), 404);
    }
    refusesField(http.get("/api/services/fraud?deep=true"), "deep");
    refusesField(http.get("/api/services?kind=view"), "kind");
  }
}
