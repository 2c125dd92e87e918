package io.insideout.app;

import io.insideout.connect.database.DatabaseAddress;
import io.insideout.connect.database.Preparation;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Looks into the database beside the log.
@Command(
    name = "database",
    header = "Look into the database beside the log: its tables, or what an SQL statement says.",
    description = {
      "Without SQL: where the database is, what its tables hold, and how far change data capture is behind it. With",
      "SQL, one statement is run as it stands and its rows are shown, or how many rows it has changed: the tables of",
      "products and stock are changed by plain SQL, and the log has it a moment later."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  ./insideout database \"select state, count(*), sum(total) from orders_view group by state\"",
      "  ./insideout database \"update warehouse_stock set on_hand = on_hand + 100 where sku = '85123A'\"",
      "  ./insideout database --script > tables.sql",
      "",
      "Exit code 1: the database does not take the statement."
    })
final class DatabaseCommand implements Callable<Integer> {
  private static final int MOST_ROWS = 100_000;

  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions options;

  @Parameters(paramLabel = "SQL", arity = "0..1", description = "One statement.")
  private @Nullable String sql;

  @Option(
      names = "--script",
      description =
          "Print what has to be in a database of yours, as SQL for its owner; nothing is run.")
  private boolean script;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Show so many rows at most, 1 to 100000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print a JSON object; with SQL, one for each row.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  DatabaseCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (limit < 1 || limit > MOST_ROWS) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--limit is a number from 1 to %d".formatted(MOST_ROWS));
    }
    if (script) {
      out.print(Preparation.script());
      out.flush();
      return 0;
    }
    DatabaseAddress address = options.address();
    try (Connection connection = DatabaseOptions.connect(address)) {
      if (sql == null) {
        DatabaseContents.of(address, connection).print(out, json);
      } else {
        new DatabaseAnswer(out, spec.commandLine().getErr(), limit, json).run(connection, sql);
      }
      return 0;
    } catch (SQLException e) {
      spec.commandLine().getErr().println(DatabaseOptions.sentence(e) + ".");
      return 1;
    } finally {
      out.flush();
    }
  }
}
