package io.insideout.app;

import io.insideout.bench.Bench;
import io.insideout.bench.Part;
import io.insideout.bench.Plan;
import io.insideout.bench.Report;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Measures the system beside the machine's own limits.
@Command(
    name = "bench",
    header = "Measure the system beside what the machine itself can do.",
    description = {
      "Start a system of its own and measure it: how long orders take at a fixed rate, how many are",
      "decided at most, a replay, starts, memory, and what an order costs while the state grows. Each",
      "figure is told beside the machine's limit, measured in the same run, and as a ratio to it.",
      "With --data a system that runs already is measured, and none is started."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "",
    subcommands = LimitsCommand.class,
    footer = {
      "",
      "The parts are limits, latency, saturation, replay, start and growth. Nothing else should run on",
      "the machine meanwhile. Exit code 1 if an order was not acknowledged, not decided, or rejected.",
      "  ./insideout bench --chart bench.svg          everything, in about six minutes",
      "  ./insideout bench --only limits,latency --rate 500 --seconds 60",
      "  ./insideout bench --only growth --grow-to 1000000     whether the cost stays flat",
      "  ./insideout bench --data DIR                 latency and saturation of a running system"
    })
final class BenchCommand implements Callable<Integer> {
  private static final List<String> ORDER_PATH_ALONE =
      List.of("--without", "payments,shipping,email", "--set", "payment-within-ms=0");

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions options;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "These parts alone, separated by commas (default: all that can be measured).")
  private @Nullable Set<Part> only;

  @Option(
      names = "--rate",
      split = ",",
      paramLabel = "N",
      defaultValue = "200,1000",
      description = "Orders a second over HTTP, one after the other (default: ${DEFAULT-VALUE}).")
  private List<Integer> rates;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "15",
      description = "How long to measure each rate (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "30",
      description =
          "How long to run at the highest rate before measuring (default: ${DEFAULT-VALUE}).")
  private int warmUpSeconds;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "200000",
      description =
          "Orders that are placed as fast as possible for saturation (default: ${DEFAULT-VALUE}).")
  private long orders;

  @Option(
      names = "--grow-to",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Orders in the log at the end of growth (default: ${DEFAULT-VALUE}).")
  private long grownTo;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each start is repeated (default: ${DEFAULT-VALUE}).")
  private int starts;

  @Option(
      names = "--whole",
      description = {
        "Let payments, shipping and e-mail run as well. Without it the path from the command to the",
        "decision is measured alone: nothing that follows takes of the machine."
      })
  private boolean whole;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A file to replay as ./insideout replay takes it (default: the bundled week).")
  private @Nullable Path file;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Also draw the figures as an SVG document.")
  private @Nullable Path chart;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  BenchCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Bench bench = new Bench(plan(), progress());
    Report report =
        options.named()
            ? bench.ofRunning(options.running(), options.log(), options.schemas())
            : bench.ofItsOwn(new Launch(whole ? List.of() : ORDER_PATH_ALONE));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(report.toMap()), StandardCharsets.UTF_8));
    } else {
      report.lines().forEach(out::println);
    }
    out.flush();
    draw(report);
    return report.complete() ? 0 : 1;
  }

  private Plan plan() {
    Set<Part> possible = EnumSet.allOf(Part.class);
    if (options.named()) {
      possible.removeIf(part -> !part.onRunningSystem());
    }
    Set<Part> parts = only == null ? possible : only;
    if (!possible.containsAll(parts)) {
      throw wrong(
          "Of a system that runs already these can be measured: %s. Leave out --data to start one for the others."
              .formatted(names(possible)));
    }
    Path replayed = file;
    if (replayed != null && !Files.isReadable(replayed)) {
      throw wrong("--file: %s cannot be read.".formatted(replayed));
    }
    Path drawn = chart;
    if (drawn != null && !Files.isDirectory(drawn.toAbsolutePath().resolveSibling("."))) {
      throw wrong("--chart: there is no directory for %s.".formatted(drawn));
    }
    try {
      return new Plan(
          parts,
          rates,
          seconds,
          warmUpSeconds,
          orders,
          grownTo,
          starts,
          Optional.ofNullable(replayed));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private static String names(Set<Part> parts) {
    return parts.stream()
        .map(part -> part.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private CommandLine.ParameterException wrong(String what) {
    return new CommandLine.ParameterException(spec.commandLine(), what);
  }

  private Consumer<String> progress() {
    PrintWriter err = spec.commandLine().getErr();
    Instant began = Instant.now();
    return line -> {
      Duration since = Duration.between(began, Instant.now());
      err.println("[%3d:%02d] %s".formatted(since.toMinutes(), since.toSecondsPart(), line));
      err.flush();
    };
  }

  private void draw(Report report) {
    Path target = chart;
    if (target != null) {
      try {
        Files.writeString(target, report.chart());
      } catch (IOException e) {
        throw new StartFailure("The chart cannot be written: " + e.getMessage(), e);
      }
    }
  }
}
