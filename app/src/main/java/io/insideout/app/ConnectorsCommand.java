package io.insideout.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How the connectors are, and what can be done with them.
@Command(
    name = "connectors",
    header = "See how the connectors between database and log are, and look after them.",
    description = {
      "Without a COMMAND: where Kafka Connect and the database are, and how each connector is, in Connect's words.",
      "One that has failed is started again by the system itself, less and less often."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      ConnectorsShowCommand.class,
      ConnectorsRestartCommand.class,
      ConnectorsRebuildCommand.class
    },
    footer = {
      "",
      "  ./insideout connectors",
      "  ./insideout connectors show orders-view",
      "  ./insideout connectors rebuild orders-view --empty"
    })
final class ConnectorsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunningOptions running;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  ConnectorsCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Door system = running.door();
    if (json) {
      out.println(Printable.json(ConnectReport.body(system)));
    } else {
      print(ConnectReport.of(system), out);
    }
    out.flush();
    return 0;
  }

  private static void print(ConnectReport report, PrintWriter out) {
    String away = "(does not run at this moment)";
    out.println("Connect   " + Objects.requireNonNullElse(report.connect(), away));
    out.println("database  " + Objects.requireNonNullElse(report.database(), away));
    if (report.trouble() != null) {
      out.println("trouble   " + Printable.text(report.trouble()));
    }
    out.println();
    // Why something failed is for people to read whole: it stands last and is not cut.
    new TextTable(
            List.of(
                column("connector"),
                column("type"),
                column("state"),
                column("tasks"),
                column("failure")),
            report.connectors().stream().map(ConnectorsCommand::row).toList())
        .lines(Integer.MAX_VALUE)
        .forEach(out::println);
  }

  private static TextTable.Column column(String name) {
    return new TextTable.Column(name, false);
  }

  private static List<String> row(ConnectReport.State state) {
    return List.of(
        Printable.text(state.name()),
        state.type(),
        state.state(),
        state.tasks().isEmpty() ? "none" : String.join(", ", state.tasks()),
        Printable.text(Objects.requireNonNullElse(state.failure(), "")));
  }
}
