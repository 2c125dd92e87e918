package io.insideout.acceptance;

import static io.insideout.acceptance.Log.coordinates;
import static io.insideout.acceptance.Log.correlation;
import static io.insideout.acceptance.Log.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.testkit.Eventually;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneSystem.class)
class CausesTest {
  private static final List<Topic<?>> MADE =
      List.of(Topics.ORDERS, Topics.ORDER_VALIDATIONS, Topics.STOCK_RESERVATIONS);

  private final TestSystem system;
  private final Log log;

  CausesTest(TestSystem system) {
    this.system = system;
    this.log = new Log(system.log());
  }

  @Test
  void every_record_of_an_order_leads_back_to_the_command_and_is_of_its_trace() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    // So many that some are reserved elsewhere than where the short one is.
    List<String> skus = IntStream.range(0, 8).mapToObj(i -> "CAUSE-" + i).toList();
    skus.forEach(sku -> system.sell(sku, 5));
    system.sell("CAUSE-SHORT", 1);
    system.sell("CAUSE-TEA", 5);
    String validated = place(trace, List.of("CAUSE-TEA"));
    String rejected = place(trace, Stream.concat(skus.stream(), Stream.of("CAUSE-SHORT")).toList());
    system.http().paid(validated);
    for (Topic<?> last : List.of(Topics.SHIPMENTS, Topics.EMAILS)) {
      Eventually.eventually(
          "there is a record of it in " + last.name(),
          () -> log.read(last).stream().anyMatch(one -> correlation(one).equals(validated)));
    }
    assertThat(system.http().settled(rejected).state()).isEqualTo("REJECTED");
    Eventually.eventually(
        "what the rejected order held is released", () -> skus.stream().allMatch(this::isFree));
    List<ConsumerRecord<byte[], byte[]>> story = story(validated, rejected);
    assertThat(story.stream().filter(record -> record.topic().equals("stock-reservations")))
        .as("a reservation, and more that were released")
        .hasSizeGreaterThanOrEqualTo(3);

    Map<String, ConsumerRecord<byte[], byte[]>> byCoordinates = new HashMap<>();
    story.forEach(record -> byCoordinates.put(coordinates(record), record));
    for (ConsumerRecord<byte[], byte[]> record : story) {
      assertThat(header(record, "traceparent")).startsWith("00-" + trace + "-").endsWith("-01");
      List<String> way = wayBack(record, byCoordinates);
      assertThat(way.getLast())
          .as("the way back of " + coordinates(record))
          .startsWith("order-commands/");
      assertThat(byCoordinates.get(way.getLast()))
          .extracting(Log::correlation)
          .isEqualTo(correlation(record));
    }
    ConsumerRecord<byte[], byte[]> paid =
        story.stream()
            .filter(
                record -> record.topic().equals("orders") && correlation(record).equals(validated))
            .reduce((_, last) -> last)
            .orElseThrow();
    assertThat(wayBack(paid, byCoordinates).stream().map(place -> place.split("/")[0]))
        .containsExactly(
            "orders",
            "payments",
            "authorizations",
            "payment-requests",
            "orders",
            "order-validations",
            "orders",
            "order-commands");
    assertThat(story.stream().map(record -> header(record, "traceparent")).distinct().count())
        .as("every step is a span of its own")
        .isGreaterThan(5);
  }

  private boolean isFree(String sku) {
    return system.http().get("/api/stock/" + sku).json().path("reserved").asLong() == 0;
  }

  private String place(String trace, List<String> skus) {
    String lines =
        skus.stream()
            .map(sku -> "{\"sku\": \"%s\", \"quantity\": 2}".formatted(sku))
            .collect(Collectors.joining(", "));
    return system
        .http()
        .place(
            "{\"cardToken\": \"cause\", \"lines\": [%s]}".formatted(lines),
            "traceparent",
            "00-" + trace + "-00f067aa0ba902b7-01");
  }

  private List<ConsumerRecord<byte[], byte[]>> story(String... orderIds) {
    List<ConsumerRecord<byte[], byte[]>> story = new ArrayList<>();
    for (Topic<?> topic :
        List.of(
            Topics.ORDER_COMMANDS,
            Topics.ORDERS,
            Topics.ORDER_VALIDATIONS,
            Topics.STOCK_RESERVATIONS,
            Topics.PAYMENT_REQUESTS,
            Topics.AUTHORIZATIONS,
            Topics.PAYMENTS,
            Topics.SHIPMENTS,
            Topics.EMAILS)) {
      log.read(topic).stream()
          .filter(record -> List.of(orderIds).contains(correlation(record)))
          .forEach(story::add);
    }
    return story;
  }

  /// The record's own place, its cause's, that one's cause's, up to one that has none.
  private static List<String> wayBack(
      ConsumerRecord<byte[], byte[]> record, Map<String, ConsumerRecord<byte[], byte[]>> story) {
    List<String> way = new ArrayList<>();
    for (String at = coordinates(record); at != null; at = header(story.get(at), "cause")) {
      assertThat(way).as("causes do not go in circles").doesNotContain(at);
      assertThat(story).as("the cause is in the log").containsKey(at);
      way.add(at);
    }
    return way;
  }

  @Test
  void every_record_that_a_service_has_made_carries_its_story() {
    system.sell("CAUSE-ALL", 10);
    system
        .http()
        .settled(
            system
                .http()
                .place(
                    "{\"cardToken\": \"cause-all\", \"lines\": [{\"sku\": \"CAUSE-ALL\", \"quantity\": 1}]}"));
    for (Topic<?> topic : MADE) {
      assertThat(log.read(topic))
          .isNotEmpty()
          .allSatisfy(
              record -> {
                assertThat(header(record, "correlation-id")).isNotBlank();
                assertThat(header(record, "cause")).matches("[a-z-]+/\\d+/\\d+");
                assertThat(header(record, "traceparent"))
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
              });
    }
  }
}
