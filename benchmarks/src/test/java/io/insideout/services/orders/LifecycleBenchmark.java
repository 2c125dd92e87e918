package io.insideout.services.orders;

import io.insideout.benchmarks.Benchmarked;
import io.insideout.benchmarks.SampleOrder;
import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// A whole life of an order: the command, and the four answers that make it VALIDATED.
public class LifecycleBenchmark extends Benchmarked {
  @Param({"1", "24"})
  int lines;

  private OrderCommand command;
  private List<OrderValidation> answers;

  @SuppressWarnings("NullAway.Init") // made before each run
  public LifecycleBenchmark() {}

  @Setup
  public void make() {
    command = SampleOrder.of(lines).command();
    List<String> skus = IntStream.range(0, lines).mapToObj(SampleOrder::sku).toList();
    answers =
        List.of(
            passed(Check.INVENTORY, skus),
            passed(Check.FRAUD, List.of("card")),
            passed(Check.FRAUD, List.of("customer")),
            passed(Check.DETAILS, List.of("order")));
    if (placedToDecided().getState() != OrderState.VALIDATED) {
      throw new IllegalStateException("what is measured does not end VALIDATED");
    }
  }

  @Benchmark
  public Order placedToDecided() {
    Lifecycle.Progress progress = Lifecycle.ask(null, null, command);
    Order order = progress.versions().getLast();
    @Nullable OrderChecks checks = progress.checks();
    for (OrderValidation answer : answers) {
      progress = Lifecycle.check(order, checks, answer);
      order = progress.versions().isEmpty() ? order : progress.versions().getLast();
      checks = progress.checks();
    }
    return order;
  }

  // Avro's classes are not annotated: what passes has no reason.
  @SuppressWarnings("NullAway")
  private OrderValidation passed(Check check, List<String> covers) {
    return new OrderValidation(
        command.getOrderId(), check, covers, Outcome.PASS, null, List.of(), List.of());
  }
}
