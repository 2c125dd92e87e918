package io.insideout.app;

import io.insideout.app.replay.Pace;
import io.insideout.connect.ConnectSettings;
import io.insideout.retail.RetailFile;
import io.insideout.verify.Report;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Starts everything, replays a real trading week, and proves that the books balance.
@Command(
    name = "demo",
    header = "A real trading week, then the proof that the books balance.",
    description = {
      "Start the system, replay a real retailer's trading week at a readable pace, prove from the log",
      "that every law holds, and stay up to be looked at."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final Duration QUIET_WITHIN = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;
  @Mixin private SystemOptions options;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "21600",
      description =
          "So many seconds of 2010 pass in one second (default: ${DEFAULT-VALUE}, six hours).")
  private double speed;

  @Option(
      names = "--stock-factor",
      paramLabel = "F",
      defaultValue = "0.98",
      description =
          "How much of what all orders need is in stock (default: ${DEFAULT-VALUE}, so that a few"
              + " orders are rejected).")
  private BigDecimal stockFactor;

  @Option(names = "--exit", description = "End after the proof instead of staying up.")
  private boolean exit;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  DemoCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Starting the log, the registry, the services and the HTTP door ...");
    out.flush();
    Settings settings = options.settings(Map.of("database", ConnectSettings.EMBEDDED));
    try (RunningSystem<Insideout> running = RunningSystem.start(settings, settings.allServices())) {
      out.println(running.readyLine());
      out.println();
      out.flush();
      var inside = running.system().environment();
      boolean complete =
          ReplayCommand.run(
              RetailFile.bundledWeek(),
              inside.log(),
              inside.schemas(),
              new ReplayCommand.Wish(
                  new Pace(speed),
                  stockFactor,
                  false,
                  false,
                  DatabaseLookup.of(running.system().door())),
              out);
      out.println();
      out.println("Proving it from the log ...");
      out.flush();
      Report report =
          VerifyCommand.verify(
              inside.log(),
              inside.schemas(),
              VerifyCommand.evidence(List.of(), running.system().door(), QUIET_WITHIN),
              QUIET_WITHIN,
              settings.dataDirectory());
      VerifyCommand.render(report, out);
      if (!exit) {
        String http = running.runFile().http();
        out.println();
        out.println("Look around while it runs; stop with Ctrl-C:");
        out.println("  " + http + "/api/orders?limit=5");
        out.println("  " + http + "/api/orders?state=REJECTED");
        out.println("  " + http + "/metrics");
        out.println("  ./insideout tail orders --from beginning --limit 5");
        out.flush();
        running.awaitClose();
      }
      return complete ? VerifyCommand.exitCode(report) : 1;
    }
  }
}
