package io.insideout.app;

import io.insideout.app.bench.LatencyBench;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.http.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Measures the running system.
@Command(
    name = "bench",
    header = "Measure the running system: orders over HTTP at a fixed rate.",
    description = {
      "Orders of one line are timed from the moment each was due until it was acknowledged, and until",
      "its decision was committed and read."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The measuring process takes part of the machine; how it is run is told in docs/performance.md.",
      "  ./insideout up --data /tmp/bench &",
      "  ./insideout bench --data /tmp/bench --rate 200 --seconds 30"
    })
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClientOptions options;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Orders a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "30",
      description = "How long to measure (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "20",
      description = "How long to run before measuring (default: ${DEFAULT-VALUE}).")
  private int warmUpSeconds;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  BenchCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (rate < 1 || rate > 100_000 || seconds < 1 || warmUpSeconds < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--rate is from 1 to 100,000, --seconds from 1, --warm-up from 0.");
    }
    RunFile system = options.running();
    PrintWriter out = spec.commandLine().getOut();
    LatencyBench bench = new LatencyBench(system.http(), options.log(), options.schemas());
    bench.prepare();
    if (warmUpSeconds > 0) {
      var _ = bench.run(rate, Duration.ofSeconds(warmUpSeconds));
    }
    LatencyBench.Result result = bench.run(rate, Duration.ofSeconds(seconds));
    Map<String, Object> figures = figures(result, system.pid());
    if (json) {
      out.println(new String(Json.write(figures), StandardCharsets.UTF_8));
    } else {
      figures.forEach((name, value) -> out.printf("  %-28s %s%n", name, value));
    }
    out.flush();
    return result.failed() == 0 && result.undecided() == 0 ? 0 : 1;
  }

  private Map<String, Object> figures(LatencyBench.Result result, long pid) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("ordersPerSecond", rate);
    figures.put("sent", result.sent());
    figures.put("failed", result.failed());
    figures.put("undecided", result.undecided());
    figures.put("rejected", result.rejected());
    percentiles(figures, "acknowledgedMillis", result.acknowledgedMicros());
    percentiles(figures, "decidedMillis", result.decidedMicros());
    figures.put("residentMegabytes", residentMegabytes(pid));
    return figures;
  }

  private static void percentiles(Map<String, Object> figures, String name, Histogram micros) {
    for (double percentile : new double[] {50, 99, 99.9}) {
      figures.put(
          name + "P" + String.valueOf(percentile).replace(".0", "").replace(".", ""),
          micros.getValueAtPercentile(percentile) / 1e3);
    }
    figures.put(name + "Max", micros.getMaxValue() / 1e3);
  }

  /// The system's resident memory where the operating system tells it as Linux does, else -1.
  private static long residentMegabytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
