package io.insideout.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.StockShortage;
import io.insideout.catalog.Topics;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import io.insideout.services.Services;
import io.insideout.verify.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.junit.jupiter.api.Test;

/// What is broken is found, named, and found again by its seed.
class BrokenServiceTest {
  /// A check as it must not be: what it says of an order is made up.
  private record MadeUp(String name, BiFunction<String, Order, OrderValidation> answer)
      implements StreamsService {
    @Override
    public Topology topology(TopologyWriter writer) {
      writer.write(
          writer.stream(Topics.ORDERS).mapValues(answer::apply, Named.as("make-up")),
          Topics.ORDER_VALIDATIONS);
      return writer.build();
    }
  }

  /// It answers every version: the first with PASS, what ended the order with FAIL.
  private static final MadeUp FICKLE =
      new MadeUp(
          "details", (orderId, order) -> answer(order.getState() == OrderState.REQUESTED, orderId));

  private static final MadeUp FAILING =
      new MadeUp(
          "details",
          (orderId, order) -> {
            throw new IllegalStateException("a bug");
          });

  /// It has heard of no stock at all, and says so of each line.
  private static final MadeUp IDLE = new MadeUp("inventory", (_, order) -> refusal(order));

  @Test
  void anInventoryThatRefusesWhatThereIsIsFound() {
    assertThat(
            LongStream.range(0, 50)
                .mapToObj(with(IDLE)::run)
                .flatMap(outcome -> outcome.violations().stream())
                .filter(violation -> violation.law() == 'D'))
        .isNotEmpty()
        .allMatch(violation -> violation.sentence().contains("decided with"))
        .allMatch(violation -> violation.at().getFirst().topic().equals("order-validations"));
  }

  @Test
  void aViolationIsNamedByLawAndCoordinatesAndFoundAgainByItsSeed() {
    ScheduleReport found = firstWrong(FICKLE);

    assertThat(found.violations())
        .anySatisfy(
            violation -> {
              assertThat(violation.law()).isEqualTo('C');
              assertThat(violation.sentence()).contains("DETAILS/order both passed and failed");
              assertThat(violation.at())
                  .hasSize(2)
                  .allMatch(at -> at.topic().equals("order-validations"));
            });
    ScheduleReport again = with(FICKLE).run(found.seed());
    assertThat(again.violations()).isEqualTo(found.violations());
    assertThat(again.steps()).isEqualTo(found.steps());
  }

  @Test
  void aServiceThatSetsGoodRecordsAsideIsFound() {
    assertThat(firstWrong(FAILING).violations())
        .extracting(Violation::sentence)
        .anyMatch(sentence -> sentence.startsWith("set aside, and it can be read: details/orders"));
  }

  private static ScheduleReport firstWrong(StreamsService broken) {
    Simulation simulation = with(broken);
    return LongStream.range(0, 50)
        .mapToObj(simulation::run)
        .filter(Predicate.not(ScheduleReport::holds))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no schedule found it"));
  }

  private static Simulation with(StreamsService broken) {
    List<StreamsService> services = new ArrayList<>(Services.topologies());
    services.replaceAll(service -> service.name().equals(broken.name()) ? broken : service);
    return new Simulation(services);
  }

  // Avro's classes are not annotated: a reason may be null in the schema.
  @SuppressWarnings("NullAway")
  private static OrderValidation answer(boolean passes, String orderId) {
    return passes
        ? new OrderValidation(
            orderId, Check.DETAILS, List.of("order"), Outcome.PASS, null, List.of(), List.of())
        : new OrderValidation(
            orderId, Check.DETAILS, List.of("order"), Outcome.FAIL, "a whim", List.of(), List.of());
  }

  private static OrderValidation refusal(Order order) {
    Map<String, Long> needs = new TreeMap<>();
    order.getLines().forEach(l -> needs.merge(l.getSku(), (long) l.getQuantity(), Long::sum));
    return new OrderValidation(
        order.getOrderId(),
        Check.INVENTORY,
        List.copyOf(needs.keySet()),
        Outcome.FAIL,
        "there are 0 of " + needs.values(),
        List.of(),
        needs.entrySet().stream()
            .map(need -> new StockShortage(need.getKey(), 0L, 0L, 0L, need.getValue()))
            .toList());
  }
}
