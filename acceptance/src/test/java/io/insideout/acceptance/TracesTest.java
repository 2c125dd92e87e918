package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.acceptance.SpanReceiver.Taken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Traces as a receiver of OpenTelemetry's protocol gets them, held against the stories of the
/// orders.
class TracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final String ORDER =
      """
      {"cardToken": "traced-card-9876", "customerId": "traced-ada",
       "lines": [{"sku": "TRACED-TEA", "quantity": 3}, {"sku": "TRACED-CUP", "quantity": 1}]}""";

  /// What is left to be done once an order is delivered.
  private static final List<String> LAST = List.of("payments CAPTURED", "emails CONFIRMATION");

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // the directory is made before each
  TracesTest() {}

  private static String health(TestSystem system) {
    return system.http().get("/api/services/traces").expect(200).json().path("health").asText();
  }

  private static Set<String> story(TestSystem system, String orderId) {
    JsonNode steps =
        system.http().get("/api/orders/" + orderId + "/story").expect(200).json().path("steps");
    return steps.valueStream().map(step -> step.path("log").asText()).collect(Collectors.toSet());
  }

  private static List<Taken> spans(TestSystem system, SpanReceiver receiver, String orderId) {
    return eventually(
        "each record of the order is a span",
        Duration.ofSeconds(60),
        () -> {
          Set<String> story = story(system, orderId);
          Map<String, Taken> all = receiver.spans();
          return Optional.of(story)
              .filter(all.keySet()::containsAll)
              .map(records -> records.stream().map(all::get).toList())
              .filter(spans -> spans.stream().map(Taken::name).toList().containsAll(LAST));
        });
  }

  private static void becomes(TestSystem system, String orderId, String state) {
    eventually(
        "order " + orderId + " is " + state,
        () -> system.http().get("/api/orders/" + orderId).state().equals(state));
  }

  @Test
  void an_order_is_one_trace_across_all_services_and_a_receiver_that_was_away_misses_nothing()
      throws Exception {
    try (SpanReceiver receiver = SpanReceiver.open();
        TestSystem system =
            TestSystem.start(
                directory, Map.of("otlp-endpoint", receiver.address(), "auto-ship", "true"))) {
      eventually("it reads", () -> health(system).equals("UP"));
      system.sell("TRACED-TEA", 1_000);
      system.sell("TRACED-CUP", 1_000);
      system
          .http()
          .put(
              "/api/customers/traced-ada",
              """
              {"name": "Ada", "country": "Norway", "email": "traced-ada@example.com",
               "street": "Storgata 1", "postcode": "0155", "city": "Oslo"}""")
          .expect(200);

      String first =
          system.http().place(ORDER, "traceparent", "00-" + TRACE + "-" + CALLER + "-01");
      becomes(system, first, "DELIVERED");
      isATree(spans(system, receiver, first), first, TRACE, CALLER);

      receiver.refuses(true);
      String second = system.http().place(ORDER);
      becomes(system, second, "DELIVERED");
      eventually("it was refused more than once", () -> receiver.refused() > 1);
      assertThat(health(system)).contains(receiver.address(), "503");
      system.http().get("/health/ready").expect(200);
      assertThat(receiver.spans().values()).noneMatch(span -> isOf(span, second));

      receiver.refuses(false);
      List<Taken> later = spans(system, receiver, second);
      String trace = later.getFirst().trace();
      assertThat(trace).isNotEqualTo(TRACE);
      isATree(later, second, trace, "");
      eventually("it is well again", () -> health(system).equals("UP"));
      assertThat(receiver.spans().toString())
          .doesNotContain("9876", "traced-ada", "Storgata", "Oslo");
    }
  }

  @Test
  void
      what_was_written_while_nobody_made_traces_is_sent_at_the_next_start_and_what_was_before_is_not()
          throws Exception {
    try (SpanReceiver receiver = SpanReceiver.open()) {
      Map<String, String> traced = Map.of("otlp-endpoint", receiver.address(), "auto-ship", "true");
      String before = placed(Map.of("auto-ship", "true"));
      try (TestSystem system = TestSystem.start(directory, traced)) {
        eventually("it reads", () -> health(system).equals("UP"));
      }
      String meanwhile = placed(Map.of("auto-ship", "true"));
      try (TestSystem system = TestSystem.start(directory, traced)) {
        String trace = spans(system, receiver, meanwhile).getFirst().trace();
        assertThat(receiver.spans().values())
            .filteredOn(span -> isOf(span, meanwhile))
            .allMatch(span -> span.trace().equals(trace));
        assertThat(receiver.spans().values()).noneMatch(span -> isOf(span, before));
      }
    }
  }

  /// An order that was delivered by a system with these settings.
  private String placed(Map<String, String> settings) throws Exception {
    try (TestSystem system = TestSystem.start(directory, settings)) {
      system.sell("TRACED-TEA", 1_000);
      system.sell("TRACED-CUP", 1_000);
      system.customer("traced-ada");
      String id = system.http().place(ORDER);
      becomes(system, id, "DELIVERED");
      eventually(
          "all of it is captured and its customer is told",
          () ->
              system.http().get("/api/payments/" + id).body().contains("CAPTURED")
                  && system.http().get("/api/emails?order=" + id).body().contains("CONFIRMATION"));
      return id;
    }
  }

  private static boolean isOf(Taken span, String orderId) {
    return orderId.equals(span.attributes().get("messaging.message.conversation_id"));
  }

  /// One trace, with one span that the caller is before, and every other below one of its own.
  private static void isATree(List<Taken> spans, String orderId, String trace, String caller) {
    Map<String, Taken> byId =
        spans.stream().collect(Collectors.toMap(Taken::id, Function.identity()));
    assertThat(spans).hasSizeGreaterThan(20).allMatch(span -> span.trace().equals(trace));
    assertThat(spans).allMatch(span -> isOf(span, orderId));
    assertThat(spans.stream().filter(span -> span.parent().equals(caller)).map(Taken::name))
        .containsExactly("order-commands PlaceOrder");
    assertThat(spans)
        .filteredOn(span -> !span.parent().equals(caller))
        .allMatch(span -> byId.containsKey(span.parent()))
        .allMatch(span -> span.startNanos() <= span.endNanos());
    assertThat(spans.stream().map(Taken::service).distinct())
        .containsExactlyInAnyOrder(
            "orders", "details", "fraud", "inventory", "payments", "shipping", "email");
    assertThat(
            spans.stream()
                .filter(span -> span.name().startsWith("order-validations"))
                .map(span -> byId.get(span.parent()).name()))
        .isNotEmpty()
        .allMatch("orders REQUESTED"::equals);
    assertThat(spans.stream().map(Taken::name))
        .contains("orders VALIDATED", "orders PAID", "orders DELIVERED");
  }
}
