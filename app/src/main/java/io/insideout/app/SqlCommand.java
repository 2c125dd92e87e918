package io.insideout.app;

import io.insideout.app.SqlSession.Outcome;
import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Asks the running log in SQL.
@Command(
    name = "sql",
    header = "Ask the running log in SQL: a query goes on being answered.",
    description = {
      "Every topic is a stream or a table already; SHOW TOPICS lists them, DESCRIBE their columns. The rows of",
      "a query are shown as they come and as they change, until you end it with Ctrl-C: read from the oldest",
      "record on, unless --from says otherwise. The dialect is Flink's SQL and KSQL's forms.",
      "",
      "Where rows change, each begins with + for a new one, ~ for one in place of an earlier, - for one that is gone.",
      "",
      "Without SQL this is a shell, with history and completion by Tab; help tells there how it is used. What comes",
      "from a file or a pipe is asked statement by statement, until one fails."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  ./insideout sql",
      "  ./insideout sql \"SELECT card_number, count() FROM authorizations WINDOW (SIZE 5 MINUTE)",
      "                   GROUP BY card_number HAVING count() > 3\"",
      "  ./insideout sql \"SELECT order_id, state, total_minor FROM orders WHERE state = 'REJECTED'\" --from end",
      "  ./insideout sql \"SELECT state, count() FROM orders GROUP BY state\" --until-now --json",
      "  ./insideout sql --until-now < report.sql",
      "",
      "The first query starts the engine, which takes some seconds. It starts with the system by",
      "  ./insideout up --sql",
      "Exit code 1: a statement is not understood, or its query has failed."
    })
final class SqlCommand implements Callable<Integer> {
  /// More than any text that is taken.
  private static final int MOST_BYTES = 8 << 20;

  @Spec private CommandSpec spec;
  @Mixin private RunningOptions running;

  @Parameters(
      paramLabel = "SQL",
      arity = "0..1",
      description = "One statement. Without it, a shell; or what is piped in.")
  private @Nullable String sql;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Ask the statements of a file, one after another, until one fails.")
  private @Nullable Path file;

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      defaultValue = "beginning",
      description =
          "Where streams are read from: beginning, end, or a time such as 2010-12-01T08:00:00Z"
              + " (default: ${DEFAULT-VALUE}).")
  private String from;

  @Option(
      names = "--until-now",
      description = "End with what is in the log now, instead of waiting for more.")
  private boolean untilNow;

  @Option(names = "--json", description = "Print a JSON object for each row.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  SqlCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (sql != null && file != null) {
      throw new ParameterException(spec.commandLine(), "Either SQL or --file, not both");
    }
    SqlOptions options = new SqlOptions(from, untilNow, json);
    try (SqlDoor door = new SqlDoor(running::door)) {
      if (sql == null && file == null && TextTable.isTerminal()) {
        return shell(door, options);
      }
      PrintWriter out = spec.commandLine().getOut();
      int width = TextTable.terminalWidth();
      SqlSession session =
          new SqlSession(door, options, out, spec.commandLine().getErr(), () -> width, false);
      Outcome outcome = sql != null ? session.ask(sql) : session.run(script());
      out.flush();
      return outcome == Outcome.FAILED ? 1 : 0;
    }
  }

  private String script() {
    try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "The statements cannot be read: " + e, e);
    }
  }

  private static int shell(SqlDoor door, SqlOptions options) throws InterruptedException {
    Path home = Path.of(System.getProperty("user.home"));
    // What each character takes is known without asking the terminal, which may not answer.
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).graphemeCluster(false).build()) {
      new SqlShell(terminal, door, options, SqlHistory.file(System.getenv(), home)).run();
      return 0;
    } catch (IOException e) {
      throw new StartFailure("The terminal cannot be used: " + e.getMessage(), e);
    }
  }
}
