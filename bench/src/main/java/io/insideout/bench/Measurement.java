package io.insideout.bench;

import io.insideout.bench.load.BenchCatalogue;
import io.insideout.bench.load.Bulk;
import io.insideout.bench.load.Callers;
import io.insideout.bench.measure.Usage;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// What is asked of one running system.
final class Measurement {
  private static final int TENTHS = 10;

  /// As many as are decided in a second or two when nobody waits, so a step is looked at for so
  /// long.
  private static final long LOOKED_AT = 10_000;

  /// Callers of whom each waits for its last order to be acknowledged.
  private static final int CLOSED_LOOP_CALLERS = 32;

  private final Bulk bulk;
  private final Callers callers;
  private final Usage system;
  private final Consumer<String> progress;

  /// Writes what the orders are of.
  Measurement(URI door, LogClient log, Schemas schemas, Usage system, Consumer<String> progress)
      throws InterruptedException {
    this.bulk = new Bulk(log, schemas, system);
    this.callers = new Callers(door, log, schemas, system);
    this.system = system;
    this.progress = progress;
    BenchCatalogue.write(log, schemas);
  }

  List<Results.Latency> latency(Plan plan) throws InterruptedException {
    if (plan.warmUpSeconds() > 0) {
      progress.accept(
          "latency: warming up at %,d orders/s for %d s"
              .formatted(plan.highestRate(), plan.warmUpSeconds()));
      var _ = callers.atRate(plan.highestRate(), Duration.ofSeconds(plan.warmUpSeconds()));
    }
    List<Results.Latency> all = new ArrayList<>();
    for (int rate : plan.rates()) {
      progress.accept("latency: %,d orders/s for %d s".formatted(rate, plan.seconds()));
      Callers.Result result = callers.atRate(rate, Duration.ofSeconds(plan.seconds()));
      all.add(new Results.Latency(rate, result, system.residentMegabytes()));
    }
    return List.copyOf(all);
  }

  Results.Saturation saturation(Plan plan) throws InterruptedException {
    progress.accept("saturation: %,d orders in bulk".formatted(plan.orders()));
    Bulk.Result inBulk = bulk.place(plan.orders(), plan.orders() / TENTHS);
    long overHttp = plan.orders() / TENTHS;
    progress.accept("saturation: %,d orders over HTTP".formatted(overHttp));
    Callers.Result http = callers.asFastAsAcknowledged(overHttp, CLOSED_LOOP_CALLERS);
    return new Results.Saturation(inBulk, http, system.residentMegabytes());
  }

  Results.Growth growth(Plan plan, Disk disk) throws InterruptedException {
    List<Results.Step> steps = new ArrayList<>();
    long placed = 0;
    for (long step : steps(plan.grownTo())) {
      long looked = Math.min(LOOKED_AT, step - placed);
      long before = step - placed - looked;
      progress.accept("growth: to %,d orders".formatted(step));
      if (before > 0) {
        var _ = bulk.place(before, before);
      }
      Bulk.Result last = bulk.place(looked, looked);
      placed = step;
      steps.add(new Results.Step(step, last, system.residentMegabytes(), disk.megabytes()));
    }
    double first = steps.get(1).looked().processorMicrosPerOrder();
    double last = steps.getLast().looked().processorMicrosPerOrder();
    return new Results.Growth(List.copyOf(steps), first == 0 ? 1 : last / first);
  }

  /// 10,000, 30,000, 100,000 and so on up to what is wanted; at least three.
  static SortedSet<Long> steps(long upTo) {
    SortedSet<Long> steps = new TreeSet<>();
    long power = 1;
    for (long at = upTo; steps.size() < 3 || at >= LOOKED_AT; at = upTo / power) {
      steps.add(at);
      long third = at * 3 / 10;
      if (third >= LOOKED_AT || steps.size() < 3) {
        steps.add(third);
      }
      power *= 10;
    }
    return steps;
  }

  /// How much of the disk the system takes.
  interface Disk {
    long megabytes();
  }
}
