package io.insideout.app;

import io.insideout.app.rebuild.Rebuild;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.connect.worker.ConnectClient;
import io.insideout.connect.worker.Connectors;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Has a sink write its table again from the beginning of its topic.
@Command(
    name = "rebuild",
    header = "Have a view in the database made again from the log, while everything goes on.",
    description = {
      "The connector is stopped, forgets how far it was, and goes on from the first record of its topic; it returns",
      "when it has come to where the topic ended at the call. Meanwhile rows are as they were, for nothing goes back",
      "to an older version; with --empty the table is empty at first, which takes away rows that no record has made.",
      "",
      "orders-view, shipments-view and shipped-lines can be made again; the last counts each unit once however often",
      "it is told of it. A command that is ended on the way may leave the connector stopped: give it again."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  ./insideout connectors rebuild orders-view --empty",
      "",
      "Exit code 1: the connector has failed on the way."
    })
final class ConnectorsRebuildCommand implements Callable<Integer> {
  private static final Set<String> VIEWS =
      Set.of(Connectors.ORDERS_VIEW, Connectors.SHIPMENTS_VIEW);

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions options;

  @Parameters(paramLabel = "NAME", description = "The connector; see: ./insideout connectors")
  private String name;

  @Option(names = "--empty", description = "Empty the view's table first.")
  private boolean empty;

  @Option(names = "--json", description = "Print what was done as a JSON object, and no progress.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  ConnectorsRebuildCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    requireSink();
    ConnectReport report = ConnectReport.of(options.door());
    ConnectClient.Status told = report.status(name);
    String topic = setting(told, "topics");
    String table = setting(told, "collection.name.format");
    Rebuild rebuild = report.ask(connect -> Rebuild.prepare(options.log(), connect, name, topic));
    if (!json) {
      spec.commandLine()
          .getErr()
          .printf(
              "%s writes %s again, from the beginning: %,d records ...%n",
              name, table, rebuild.records());
    }
    Rebuild.Outcome outcome;
    try (ProgressLine progress = new ProgressLine("records written", rebuild.records(), json)) {
      outcome =
          report.ask(
              _ ->
                  rebuild.run(
                      () -> {
                        if (empty) {
                          truncate(report.databaseAddress(), table);
                        }
                      },
                      progress::to));
    }
    tell(outcome, topic, table);
    return outcome.failure().isEmpty() ? 0 : 1;
  }

  private void requireSink() {
    if (name.equals(Connectors.TABLES)) {
      throw new StartFailure(
          name
              + " is not made again: it would read the tables anew, and what was deleted meanwhile would stay in the log."
              + " To have rows sent again, write them once more:"
              + " ./insideout database \"update warehouse_stock set on_hand = on_hand\"");
    }
    if (!VIEWS.contains(name) && !name.equals(Connectors.SHIPPED)) {
      throw new StartFailure(
          "'%s' keeps no view of ours: %s, %s and %s can be made again."
              .formatted(
                  name, Connectors.ORDERS_VIEW, Connectors.SHIPMENTS_VIEW, Connectors.SHIPPED));
    }
    if (empty && !VIEWS.contains(name)) {
      throw new StartFailure(
          name
              + " has no view to be emptied: what has left was counted out of the stock, and would be counted twice. It can be made again without --empty.");
    }
  }

  private String setting(ConnectClient.Status told, String setting) {
    return Objects.requireNonNull(told.config().get(setting), () -> name + " has no " + setting);
  }

  private static void truncate(DatabaseAddress address, String table) {
    try (Connection connection = DatabaseOptions.connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute("truncate " + statement.enquoteIdentifier(table, false));
    } catch (SQLException e) {
      throw new StartFailure(
          "%s cannot be emptied: %s.".formatted(table, DatabaseOptions.sentence(e)), e);
    }
  }

  private void tell(Rebuild.Outcome outcome, String topic, String table) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("connector", name);
      shown.put("topic", topic);
      shown.put("table", table);
      shown.put("records", outcome.records());
      shown.put("failure", outcome.failure().orElse(""));
      out.println(Printable.json(Json.write(shown)));
    } else {
      out.println(
          outcome
              .failure()
              .map(
                  why ->
                      "%s has stopped after %,d records: %s. See how it goes on: ./insideout connectors"
                          .formatted(name, outcome.records(), Printable.text(why)))
              .orElse(
                  "%s has all %,d records of %s that there were."
                      .formatted(table, outcome.records(), topic)));
    }
    out.flush();
  }
}
