package io.insideout.services.fraud;

import io.insideout.benchmarks.Benchmarked;
import io.insideout.catalog.FraudRule;
import io.insideout.services.fraud.Assessment.Assessed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// One more order of a subject that has ordered before, under the rules that a new system has.
public class AssessmentBenchmark extends Benchmarked {
  private static final long BEGAN_MICROS =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-01-01T00:00:00Z"));

  @Param({"0", "64"})
  int ordersBefore;

  private final List<FraudRule> rules = FraudRules.defaults();
  private SubjectActivity before = new SubjectActivity(List.of(), List.of(), 0L);
  private SubjectOrder next = order(0);

  @Setup
  public void make() {
    for (int order = 0; order < ordersBefore; order++) {
      before = assessed(order(order)).after();
    }
    next = order(ordersBefore);
    if (assessed(next).after().getWindows().isEmpty()) {
      throw new IllegalStateException("what is measured remembers nothing");
    }
  }

  @Benchmark
  public Object assessed() {
    return Assessment.of(before, next, rules, Suspicion.NONE);
  }

  private Assessed assessed(SubjectOrder order) {
    return (Assessed) Assessment.of(before, order, rules, Suspicion.NONE);
  }

  /// Ten minutes apart, so that each falls into a window of its own.
  private static SubjectOrder order(int number) {
    return new SubjectOrder(
        "order-" + number, 1_530L, BEGAN_MICROS + number * 600L * 1_000_000, List.of());
  }
}
