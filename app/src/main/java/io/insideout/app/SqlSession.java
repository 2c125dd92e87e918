package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.sql.dialect.Dialect;
import io.insideout.sql.dialect.SqlError;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.dialect.Typed;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Statements asked one after another, and what came of each.
final class SqlSession {
  /// What came of it.
  enum Outcome {
    WELL,
    FAILED,
    /// Somebody did not want to hear more.
    ENDED,
    /// Somebody wants to leave.
    EXIT
  }

  private final SqlDoor door;
  private final PrintWriter out;
  private final PrintWriter err;
  private final IntSupplier width;
  private final boolean isShell;
  private SqlOptions options;
  private volatile @Nullable SqlCall running;

  /// @param width what lines may have, asked again as the terminal may change
  /// @param isShell whether somebody sits there, and is told how long an answer is and took
  SqlSession(
      SqlDoor door,
      SqlOptions options,
      PrintWriter out,
      PrintWriter err,
      IntSupplier width,
      boolean isShell) {
    this.door = door;
    this.options = options;
    this.out = out;
    this.err = err;
    this.width = width;
    this.isShell = isShell;
  }

  /// Asks the statements of a text, until one fails or is ended: what stands behind it may rest on
  /// it.
  ///
  /// @throws StartFailure if there is no system, or it does not answer
  Outcome run(String text) throws InterruptedException {
    List<Typed> statements;
    try {
      statements = Dialect.typed(text);
    } catch (SqlError e) {
      err.println(e.getMessage());
      return Outcome.FAILED;
    }
    for (int i = 0; i < statements.size(); i++) {
      Outcome outcome = Outcome.FAILED;
      try {
        outcome = run(statements.get(i));
      } finally {
        if (outcome == Outcome.FAILED && statements.size() > 1) {
          err.println(failed(i, statements));
        }
      }
      if (outcome != Outcome.WELL) {
        return outcome;
      }
    }
    return Outcome.WELL;
  }

  private static String failed(int index, List<Typed> statements) {
    return "Statement %d of %d, in line %d, has failed%s."
        .formatted(
            index + 1,
            statements.size(),
            statements.get(index).place().line(),
            index + 1 < statements.size() ? "; what stands behind it is not asked" : "");
  }

  private Outcome run(Typed typed) throws InterruptedException {
    SqlWord word = SqlWord.of(typed.text()).orElse(null);
    return switch (word) {
      case null -> ask(typed.text());
      case SqlWord.Exit() -> Outcome.EXIT;
      case SqlWord.Help() -> {
        SqlWord.HELP.lines().forEach(out::println);
        yield Outcome.WELL;
      }
      case SqlWord.Settings() -> {
        options.lines().forEach(out::println);
        yield Outcome.WELL;
      }
      case SqlWord.Setting(String name, String value) -> set(name, value);
      case SqlWord.Unclear() -> {
        err.println("SET wants a name and a value, such as: SET from = 'end';");
        yield Outcome.FAILED;
      }
    };
  }

  private Outcome set(String name, String value) {
    try {
      options = options.with(name, value);
      return Outcome.WELL;
    } catch (IllegalArgumentException e) {
      err.println(Printable.text(e.getMessage() + "."));
      return Outcome.FAILED;
    }
  }

  /// Asks one statement.
  ///
  /// @throws StartFailure if there is no system, or it does not answer
  Outcome ask(String sql) throws InterruptedException {
    long beganNanos = System.nanoTime();
    try {
      // What is not understood is told without asking anybody.
      List<Statement> understood = Dialect.statements(sql);
      SqlAnswer answer = new SqlAnswer(out, err, options.json(), width(understood));
      try (SqlCall call = door.ask(sql, options)) {
        running = call;
        call.show(answer);
        return outcome(answer, call.isClosed(), System.nanoTime() - beganNanos);
      }
    } catch (SqlError e) {
      err.println(e.getMessage());
      return Outcome.FAILED;
    } catch (IOException e) {
      throw new StartFailure("The system does not answer: " + Door.why(e), e);
    } finally {
      running = null;
      out.flush();
      err.flush();
    }
  }

  /// What says how something is, is of no use cut.
  private IntSupplier width(List<Statement> statements) {
    boolean isWhole =
        isShell
            && statements.stream()
                .anyMatch(
                    one ->
                        one instanceof Statement.Describe
                            || one instanceof Statement.Explain
                            || one instanceof Statement.ExplainQuery);
    return isWhole ? () -> Integer.MAX_VALUE : width;
  }

  private Outcome outcome(SqlAnswer answer, boolean isEnded, long nanos) {
    if (answer.failed()) {
      return Outcome.FAILED;
    }
    if (isShell) {
      if (isEnded) {
        // The terminal has shown ^C in this line.
        out.println();
      }
      out.println("%s%s in %.1f s".formatted(isEnded ? "Ended: " : "", answer.size(), nanos / 1e9));
    }
    return isEnded ? Outcome.ENDED : Outcome.WELL;
  }

  /// Ends what is being asked, if anything is; from any thread.
  void end() {
    SqlCall call = running;
    if (call != null) {
      call.close();
    }
  }
}
