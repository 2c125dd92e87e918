package io.insideout.app;

import io.insideout.connect.worker.ConnectClient;
import io.insideout.runtime.Pause;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Starts a connector again.
@Command(
    name = "restart",
    header = "Start a connector and its tasks again; it goes on where it was.",
    description = {
      "The system does so by itself with one that has failed; this does it now, also with one that works. It returns",
      "when the connector works."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Exit code 1: it does not work within a minute, or somebody has stopped it."})
final class ConnectorsRestartCommand implements Callable<Integer> {
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(3);
  private static final Duration WORKS_WITHIN = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  @Spec private CommandSpec spec;
  @Mixin private RunningOptions running;

  @Parameters(paramLabel = "NAME", description = "The connector; see: ./insideout connectors")
  private String name;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  ConnectorsRestartCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    ConnectReport report = ConnectReport.of(running.door());
    ConnectClient.Status before = report.status(name);
    if (before.rests()) {
      return say(
          spec.commandLine().getErr(),
          "%s is %s: somebody wants it to rest. Let it go on: curl -X PUT %s/connectors/%s/resume"
              .formatted(name, before.state(), report.connect(), name),
          1);
    }
    report.ask(
        connect -> {
          connect.restart(name, false);
          return true;
        });
    ConnectClient.Status after = awaitWork(report);
    return after.works()
        ? say(spec.commandLine().getOut(), name + " was started again, and works.", 0)
        : say(
            spec.commandLine().getErr(),
            "%s was started again, and does not work: it is %s, its tasks are %s. %s"
                .formatted(name, after.state(), after.tasks(), Printable.text(after.failure())),
            1);
  }

  /// Connect answers before it does it: for a moment the connector may still work as before.
  private ConnectClient.Status awaitWork(ConnectReport report) throws InterruptedException {
    long startNanos = System.nanoTime();
    boolean begun = false;
    while (true) {
      ConnectClient.Status status = report.status(name);
      long sinceNanos = System.nanoTime() - startNanos;
      begun |= !status.works() || sinceNanos > BEGINS_WITHIN.toNanos();
      if ((begun && status.works()) || sinceNanos > WORKS_WITHIN.toNanos()) {
        return status;
      }
      Pause.atMost(LOOK_EVERY);
    }
  }

  private static int say(PrintWriter to, String what, int exitCode) {
    to.println(what);
    to.flush();
    return exitCode;
  }
}
