package io.insideout.sql.engine;

import io.insideout.runtime.http.Problem;
import io.insideout.sql.dialect.Rewritten;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Flink says is wrong with a query, as it concerns the text that was typed.
public final class FlinkReason {
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:[Ff]rom |at )?line (\\d{1,9}), column (\\d{1,9})(?: to line \\d+, column \\d+)?:? ?");
  private static final Pattern CHANGES =
      Pattern.compile("doesn't support consuming (update|delete|update and delete) changes");
  private static final String NO_FUNCTION = "No match found for function";
  private static final int LONGEST = 500;

  private FlinkReason() {}

  /// An error at the place that Flink names, or where it names none, its reason as it stands.
  public static RuntimeException of(String reason, Rewritten query) {
    // Behind a syntax error stands every word of the grammar that might have come.
    int expecting = reason.indexOf("Was expecting");
    String words = expecting > 0 ? reason.substring(0, expecting) : reason;
    Matcher place = PLACE.matcher(words);
    if (!place.find()) {
      return Problem.invalid("sql", cut("cannot be run: " + words.strip()));
    }
    String problem =
        cut(
            (words.substring(0, place.start()) + words.substring(place.end()))
                .replace("SQL validation failed.", "")
                .replace("SQL parse failed.", "")
                .strip());
    return query
        .positions()
        .error(
            Integer.parseInt(place.group(1)),
            Integer.parseInt(place.group(2)),
            problem,
            problem.contains(NO_FUNCTION)
                ? "SQL's page in the reference lists the functions, and DESCRIBE shows types"
                : "DESCRIBE shows the columns of a stream or table and their types");
  }

  /// The same where the text that Flink was given is not the one that was typed.
  public static RuntimeException of(String reason) {
    Matcher changes = CHANGES.matcher(reason);
    return Problem.invalid(
        "sql",
        changes.find()
            ? "gives rows that change later, and a stream cannot take them back: write CREATE TABLE"
            : cut("cannot be run: " + reason.strip()));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
