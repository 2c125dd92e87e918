package io.insideout.app;

import io.insideout.app.SqlSession.Outcome;
import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/// Somebody at a terminal asks statement after statement. Nothing that goes wrong with one of them
/// ends it.
final class SqlShell {
  private static final String PROMPT = "sql> ";
  private static final String GOES_ON = "...> ";

  /// After these there may be other relations, or somebody has seen that there are.
  private static final Pattern TELLS_OF_RELATIONS = Pattern.compile("(?i)\\b(CREATE|SHOW|LIST)\\b");

  private final Terminal terminal;
  private final PrintWriter out;
  private final SqlDoor door;
  private final SqlSession session;
  private final KnownRelations relations;
  private final LineReader reader;

  /// @param history the file in which what is typed is kept
  SqlShell(Terminal terminal, SqlDoor door, SqlOptions options, Path history) {
    this.terminal = terminal;
    this.out = terminal.writer();
    this.door = door;
    this.session = new SqlSession(door, options, out, out, this::width, true);
    this.relations = new KnownRelations(door);
    this.reader = reader(history);
  }

  private LineReader reader(Path history) {
    SqlCompleter completer = new SqlCompleter(relations);
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("insideout")
            .parser(completer)
            .completer(completer)
            .option(Option.CASE_INSENSITIVE, true)
            // An exclamation mark is one of SQL's signs.
            .option(Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, GOES_ON)
            .variable(LineReader.HISTORY_SIZE, SqlHistory.ENTRIES)
            .variable(LineReader.HISTORY_FILE_SIZE, SqlHistory.ENTRIES);
    try {
      SqlHistory.prepare(history);
      builder.variable(LineReader.HISTORY_FILE, history);
    } catch (IOException e) {
      out.println("What is typed is not kept for the next time: " + e);
    }
    return builder.build();
  }

  /// Until somebody leaves.
  void run() throws InterruptedException {
    // Between two questions Ctrl-C means nothing, least of all that the process should end.
    terminal.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_IGN);
    greet();
    Outcome outcome = Outcome.WELL;
    while (outcome != Outcome.EXIT) {
      try {
        outcome = answer(reader.readLine(PROMPT));
      } catch (UserInterruptException dropped) {
        // What was typed is gone; the next is asked for.
      } catch (EndOfFileException left) {
        outcome = Outcome.EXIT;
      }
    }
  }

  private void greet() {
    try {
      out.println("The log behind " + door.address() + ", in SQL. A statement ends with ;");
    } catch (StartFailure away) {
      out.println(away.getMessage());
      out.println("What is asked here is asked of it once it runs. A statement ends with ;");
    }
    out.println("Tab completes, Ctrl-C ends a query, help says more.");
    out.flush();
  }

  private Outcome answer(String text) throws InterruptedException {
    Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, _ -> session.end());
    Outcome outcome = Outcome.FAILED;
    try {
      outcome = session.run(text);
    } catch (StartFailure away) {
      out.println(away.getMessage());
    } catch (RuntimeException bug) {
      out.println(Failures.unexpectedly("sql", bug));
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
      out.flush();
    }
    if (outcome == Outcome.FAILED || TELLS_OF_RELATIONS.matcher(text).find()) {
      relations.forget();
    }
    return outcome;
  }

  private int width() {
    int width = terminal.getSize().getColumns();
    return width > 0 ? width : Integer.MAX_VALUE;
  }
}
