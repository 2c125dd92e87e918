package io.insideout.app;

import io.insideout.connect.worker.Restart;
import io.insideout.connect.worker.Restart.Outcome;
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
  private static final Duration WORKS_WITHIN = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;
  @Mixin private RunningOptions running;

  @Parameters(paramLabel = "NAME", description = "The connector; see: ./insideout connectors")
  private String name;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  ConnectorsRestartCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    ConnectReport report = ConnectReport.of(running.door());
    return switch (report.ask(connect -> new Restart(connect, WORKS_WITHIN).of(name))) {
      case Outcome.Works _ ->
          say(spec.commandLine().getOut(), name + " was started again, and works.", 0);
      case Outcome.Ails(var after) ->
          say(
              spec.commandLine().getErr(),
              "%s was started again, and does not work: it is %s, its tasks are %s. %s"
                  .formatted(name, after.state(), after.tasks(), Printable.text(after.failure())),
              1);
      case Outcome.Rests(var before) ->
          say(
              spec.commandLine().getErr(),
              "%s is %s: somebody wants it to rest. Let it go on: curl -X PUT %s/connectors/%s/resume"
                  .formatted(name, before.state(), report.connect(), name),
              1);
      case Outcome.Unknown(var known) -> throw ConnectReport.unknown(name, known);
    };
  }

  private static int say(PrintWriter to, String what, int exitCode) {
    to.println(what);
    to.flush();
    return exitCode;
  }
}
