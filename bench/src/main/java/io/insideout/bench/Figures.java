package io.insideout.bench;

import io.insideout.bench.limits.Limits;
import io.insideout.bench.load.Bulk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The figures that are told: each beside the limit that it is held against, and the project's aim.
final class Figures {
  private static final String MILLIS = "ms";
  private static final String MICROS = "µs CPU";
  private static final String RATE = "orders/s";
  private static final String MEMORY = "MB";
  private static final String LOOP = "bare loop";

  /// The rate that the aims for latency speak of.
  private static final int AIM_RATE = 1_000;

  private static final double MEMORY_AIM = 700;

  /// Orders in the log up to which the aim says that the cost of one stays flat.
  private static final long GROWN_ENOUGH = 1_000_000;

  /// The aim for a replay is one for the nine months: their 313,930 lines in 30 s. A file of a few
  /// lines is over before anything is warm.
  private static final long LINES_ENOUGH = 300_000;

  private static final double LINES_AIM = 10_464;

  private final Results results;
  private final List<Figure> all = new ArrayList<>();

  private Figures(Results results) {
    this.results = results;
  }

  static List<Figure> of(Results results) {
    Figures figures = new Figures(results);
    figures.latency();
    figures.saturation();
    figures.replay();
    figures.start();
    figures.growth();
    figures.limits();
    return List.copyOf(figures.all);
  }

  private void latency() {
    for (Results.Latency at : or(results.latency())) {
      int rate = at.ordersPerSecond();
      boolean aimed = rate >= AIM_RATE;
      String suffix = " at %,d/s".formatted(rate);
      Figure acknowledged =
          Figure.of("acknowledged p99" + suffix, MILLIS, at.orders().acknowledged().p99())
              .beside("append, waited for, p99", limit(limits -> limits.append().p99()));
      Figure half =
          Figure.of("validated p50" + suffix, MILLIS, at.orders().decided().p50())
              .beside("bare loop p50", loop(rate, one -> one.decided().p50()));
      Figure most =
          Figure.of("validated p99" + suffix, MILLIS, at.orders().decided().p99())
              .beside("bare loop p99", loop(rate, one -> one.decided().p99()));
      all.add(
          Figure.of("acknowledged p50" + suffix, MILLIS, at.orders().acknowledged().p50())
              .beside("append, waited for, p50", limit(limits -> limits.append().p50())));
      all.add(aimed ? acknowledged.atMost(10) : acknowledged);
      all.add(aimed ? half.atMost(30) : half);
      all.add(aimed ? most.atMost(100) : most);
      all.add(Figure.of("system an order" + suffix, MICROS, at.orders().processorMicrosPerOrder()));
      all.add(Figure.of("callers" + suffix, "cores", at.orders().callersCores()));
      memory("memory after" + suffix, (double) at.residentMegabytes());
    }
  }

  private void saturation() {
    Results.Saturation saturation = results.saturation();
    if (saturation == null) {
      return;
    }
    Bulk.Result bulk = saturation.bulk();
    all.add(
        Figure.of("saturation, in bulk", RATE, bulk.ordersPerSecond())
            .beside(LOOP, limit(Limits::loopOrdersPerSecond))
            .atLeast(10_000));
    all.add(Figure.of("  first tenth, in bulk", RATE, bulk.chunks().getFirst().ordersPerSecond()));
    all.add(
        Figure.of("  last tenth, in bulk", RATE, bulk.chunks().getLast().ordersPerSecond())
            .beside(LOOP, limit(Limits::loopOrdersPerSecond)));
    all.add(
        Figure.of("  an order", MICROS, bulk.processorMicrosPerOrder())
            .beside(LOOP, limit(Limits::loopProcessorMicrosPerOrder)));
    all.add(
        Figure.of(
                "  an order, last tenth", MICROS, bulk.chunks().getLast().processorMicrosPerOrder())
            .beside(LOOP, limit(Limits::loopProcessorMicrosPerOrder)));
    all.add(
        Figure.of("saturation, over HTTP", RATE, saturation.http().ordersPerSecond())
            .beside(LOOP, limit(Limits::loopOrdersPerSecond)));
    all.add(Figure.of("  an order", MICROS, saturation.http().processorMicrosPerOrder()));
    all.add(Figure.of("  callers", "cores", saturation.http().callersCores()));
    memory("memory after saturation", (double) saturation.residentMegabytes());
  }

  private void replay() {
    Results.Replayed replay = results.replay();
    if (replay != null) {
      all.add(Figure.of("replay of %,d lines".formatted(replay.lines()), "s", replay.seconds()));
      all.add(
          Figure.of("replay, orders", RATE, replay.ordersPerSecond())
              .beside(LOOP, limit(Limits::loopOrdersPerSecond)));
      Figure lines =
          Figure.of("replay, lines", "lines/s", replay.linesPerSecond())
              .beside("raw append", limit(Limits::appendsPerSecond));
      all.add(replay.lines() >= LINES_ENOUGH ? lines.atLeast(LINES_AIM) : lines);
      memory("memory after the replay", (double) replay.residentMegabytes());
    }
  }

  private void start() {
    Results.Started started = results.start();
    if (started != null) {
      starts("", started.plain(), 5);
      Results.Starts cached = started.cached();
      if (cached != null) {
        starts("AOT: ", cached, 3);
      }
    }
  }

  private void starts(String prefix, Results.Starts starts, int aimSeconds) {
    start(prefix + "first start", starts.empty(), aimSeconds);
    start(prefix + "start again", starts.again(), null);
    start(prefix + "start after kill -9", starts.killed(), null);
  }

  private void start(String what, Results.StartTimes times, @Nullable Integer aimSeconds) {
    Figure validated =
        Figure.of(what + " to the first VALIDATED", "s", times.validatedSeconds())
            .beside("the log alone", limit(Limits::logStartSeconds));
    all.add(
        Figure.of(what + " to ready", "s", times.readySeconds())
            .beside("the log alone", limit(Limits::logStartSeconds)));
    all.add(aimSeconds == null ? validated : validated.atMost(aimSeconds));
    memory("  memory when ready", (double) times.residentMegabytes());
  }

  private void growth() {
    Results.Growth growth = results.growth();
    if (growth != null) {
      for (Results.Step step : growth.steps()) {
        String suffix = ", %,d in the log".formatted(step.orders());
        all.add(
            Figure.of("an order" + suffix, MICROS, step.looked().processorMicrosPerOrder())
                .beside(LOOP, limit(Limits::loopProcessorMicrosPerOrder)));
      }
      // Before that the compiler takes more away from the cost than any state could add to it, so
      // that a ratio within the aim would prove nothing.
      boolean tells = growth.steps().getLast().orders() >= GROWN_ENOUGH;
      Figure ratio = Figure.of("the last to the first", "times", growth.lastToFirst());
      all.add(tells ? ratio.atMost(1.2) : ratio);
      memory("memory when grown", (double) growth.steps().getLast().residentMegabytes());
      all.add(
          Figure.of("disk when grown", MEMORY, (double) growth.steps().getLast().diskMegabytes()));
    }
  }

  private void limits() {
    Limits limits = results.limits();
    if (limits != null) {
      all.add(Figure.of("limit: raw append", "records/s", limits.appendsPerSecond()));
      all.add(Figure.of("limit: append, waited for, p50", MILLIS, limits.append().p50()));
      all.add(Figure.of("limit: append, waited for, p99", MILLIS, limits.append().p99()));
      all.add(Figure.of("limit: transactions of one", "a second", limits.transactionsPerSecond()));
      all.add(Figure.of("limit: transaction p50", MILLIS, limits.transaction().p50()));
      all.add(Figure.of("limit: transaction p99", MILLIS, limits.transaction().p99()));
      for (Limits.AtRate at : limits.loop()) {
        String suffix = " at %,d/s".formatted(at.ordersPerSecond());
        all.add(Figure.of("limit: bare loop p50" + suffix, MILLIS, at.decided().p50()));
        all.add(Figure.of("limit: bare loop p99" + suffix, MILLIS, at.decided().p99()));
      }
      all.add(Figure.of("limit: bare loop", RATE, limits.loopOrdersPerSecond()));
      all.add(
          Figure.of("limit: bare loop, an order", MICROS, limits.loopProcessorMicrosPerOrder()));
      all.add(Figure.of("limit: the log alone, start", "s", limits.logStartSeconds()));
      all.add(Figure.of("limit: bare loop, memory", MEMORY, (double) limits.residentMegabytes()));
    }
  }

  private void memory(String what, double megabytes) {
    if (megabytes >= 0) {
      all.add(
          Figure.of(what, MEMORY, megabytes)
              .beside(LOOP, limit(limits -> (double) limits.residentMegabytes()))
              .atMost(MEMORY_AIM));
    }
  }

  private @Nullable Double limit(Function<Limits, Double> which) {
    Limits limits = results.limits();
    return limits == null ? null : which.apply(limits);
  }

  private @Nullable Double loop(int rate, Function<Limits.AtRate, Double> which) {
    Limits limits = results.limits();
    return limits == null
        ? null
        : limits.loop().stream()
            .filter(at -> at.ordersPerSecond() == rate)
            .findFirst()
            .map(which)
            .orElse(null);
  }

  private static <T> List<T> or(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
