package io.insideout.app;

import ch.qos.logback.classic.LoggerContext;
import io.insideout.runtime.http.Json;
import io.insideout.simulation.ScheduleReport;
import io.insideout.simulation.Simulation;
import io.insideout.verify.Violation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Tries schedules until one breaks a law, or enough have been tried.
@Command(
    name = "simulate",
    header = "Try all services in random schedules, under the laws, in memory.",
    description = {
      "Drive all services in virtual time through random schedules of what may happen (records in any",
      "order that the partitions allow, twice, illegible; commits; kills; clocks), and check the laws at",
      "every step. It needs no running system. The same seed makes the same schedule. Exit code 1 on a",
      "violation, with its seed."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  ./insideout simulate --seeds 0               until something is found, or Ctrl-C",
      "  ./insideout simulate --seed 4711 --steps     one schedule, step by step"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final long TELL_EVERY_NANOS = 5_000_000_000L;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The first seed, which is the only one without --seeds.")
  private @Nullable Long seed;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "How many seeds to try, one after the other; 0 for without end (default: 2000, or 1 with"
              + " --seed).")
  private @Nullable Long seeds;

  @Option(names = "--steps", description = "Print every step.")
  private boolean steps;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  private final long startNanos = System.nanoTime();
  private long toldNanos = startNanos;
  private long schedules;
  private long stepsTaken;
  private long orders;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  SimulateCommand() {}

  @Override
  public Integer call() {
    if (seeds != null && seeds < 0) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--seeds is 0 or more.");
    }
    // What schedules do to services they would report: dead letters, tasks that begin anew.
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    long first = seed == null ? 0 : seed;
    long count = seeds == null ? (seed == null ? 2_000 : 1) : seeds == 0 ? Long.MAX_VALUE : seeds;
    PrintWriter out = spec.commandLine().getOut();
    Simulation simulation = new Simulation();
    ScheduleReport last = null;
    for (long i = 0; i < count && (last == null || last.holds()); i++) {
      last = simulation.run(first + i, steps ? out::println : _ -> {});
      schedules++;
      stepsTaken += last.steps();
      orders += last.orders();
      tellFrom(first);
    }
    ScheduleReport result = Objects.requireNonNull(last, "one schedule at least was run");
    if (json) {
      out.println(new String(Json.write(figures(first, result)), StandardCharsets.UTF_8));
    } else {
      print(first, result, out);
    }
    out.flush();
    return result.holds() ? 0 : 1;
  }

  /// Tells those who wait how far it is, on the error stream.
  private void tellFrom(long first) {
    long now = System.nanoTime();
    if (!json && now - toldNanos > TELL_EVERY_NANOS) {
      toldNanos = now;
      PrintWriter err = spec.commandLine().getErr();
      err.printf("  %,d schedules, up to seed %d%n", schedules, first + schedules - 1);
      err.flush();
    }
  }

  private long perMinute() {
    return Math.round(schedules * 60e9 / (System.nanoTime() - startNanos));
  }

  private void print(long first, ScheduleReport last, PrintWriter out) {
    out.printf(
        "%,d schedule%s from seed %d: %,d steps, %,d orders, %,d schedules a minute.%n",
        schedules, schedules == 1 ? "" : "s", first, stepsTaken, orders, perMinute());
    if (last.holds()) {
      out.println("Every law holds at every step.");
      return;
    }
    out.printf("Seed %d breaks at step %,d:%n", last.seed(), last.steps());
    for (Violation violation : last.violations()) {
      out.printf("  ✘ %c  %s %s%n", violation.law(), violation.sentence(), violation.at());
    }
    if (last.failure() != null) {
      out.println("  ✘ a service stops:");
      last.failure().printStackTrace(out);
    }
    out.printf("Step by step:  ./insideout simulate --seed %d --steps%n", last.seed());
  }

  private Map<String, Object> figures(long first, ScheduleReport last) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("holds", last.holds());
    figures.put("firstSeed", first);
    figures.put("schedules", schedules);
    figures.put("steps", stepsTaken);
    figures.put("orders", orders);
    figures.put("schedulesPerMinute", perMinute());
    if (!last.holds()) {
      figures.put("seed", last.seed());
      figures.put("step", last.steps());
      figures.put("violations", last.violations().stream().map(SimulateCommand::figures).toList());
      figures.put("failure", last.failure() == null ? "" : last.failure().toString());
    }
    return figures;
  }

  private static Map<String, Object> figures(Violation violation) {
    return Map.of(
        "law",
        String.valueOf(violation.law()),
        "sentence",
        violation.sentence(),
        "at",
        violation.at().stream().map(Object::toString).collect(Collectors.toList()));
  }
}
