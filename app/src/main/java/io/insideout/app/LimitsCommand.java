package io.insideout.app;

import io.insideout.bench.limits.LimitsRun;
import io.insideout.runtime.http.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Measures the machine's limits in this process, so that they are measured with the flags of Java
/// that the system has.
@Command(
    name = "limits",
    hidden = true,
    header = "Measure the machine alone, as a part of bench; prints one JSON object.",
    mixinStandardHelpOptions = true)
final class LimitsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "A new directory for the log.")
  private Path data;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "8",
      description = "How long the bare loop is measured at each rate (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long it runs before that (default: ${DEFAULT-VALUE}).")
  private int warmUpSeconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Orders a second of the bare loop (default: ${DEFAULT-VALUE}).")
  private List<Integer> rates;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Orders of the bare loop as fast as possible (default: ${DEFAULT-VALUE}).")
  private long orders;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  LimitsCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Settings settings =
        Settings.of(null, System.getenv(), Map.of("data", data.toAbsolutePath().toString()));
    LimitsRun run =
        new LimitsRun(
            settings.dataDirectory(),
            settings.commitIntervalMillis(),
            seconds,
            warmUpSeconds,
            rates,
            orders);
    var out = spec.commandLine().getOut();
    out.println(new String(Json.write(run.run()), StandardCharsets.UTF_8));
    out.flush();
    return 0;
  }
}
