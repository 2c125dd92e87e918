package io.insideout.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Topics;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import io.insideout.services.Services;
import io.insideout.verify.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.junit.jupiter.api.Test;

/// What is broken is found, named, and found again by its seed.
class BrokenServiceTest {
  /// Details as it must not be: what it says of an order is made up.
  private record MadeUpDetails(BiFunction<String, Order, OrderValidation> answer)
      implements StreamsService {
    @Override
    public String name() {
      return "details";
    }

    @Override
    public Topology topology(TopologyWriter writer) {
      writer.write(
          writer.stream(Topics.ORDERS).mapValues(answer::apply, Named.as("make-up")),
          Topics.ORDER_VALIDATIONS);
      return writer.build();
    }
  }

  /// It answers every version: the first with PASS, what ended the order with FAIL.
  private static final MadeUpDetails FICKLE =
      new MadeUpDetails(
          (orderId, order) -> answer(order.getState() == OrderState.REQUESTED, orderId));

  private static final MadeUpDetails FAILING =
      new MadeUpDetails(
          (orderId, order) -> {
            throw new IllegalStateException("a bug");
          });

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

  private static ScheduleReport firstWrong(StreamsService details) {
    Simulation simulation = with(details);
    return LongStream.range(0, 50)
        .mapToObj(simulation::run)
        .filter(Predicate.not(ScheduleReport::holds))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no schedule found it"));
  }

  private static Simulation with(StreamsService details) {
    List<StreamsService> services = new ArrayList<>(Services.topologies());
    services.replaceAll(service -> service.name().equals("details") ? details : service);
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
}
