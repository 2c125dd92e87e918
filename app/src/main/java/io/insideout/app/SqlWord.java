package io.insideout.app;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is said to the shell, and not asked of the log.
sealed interface SqlWord {
  /// `help`
  record Help() implements SqlWord {}

  /// `exit`
  record Exit() implements SqlWord {}

  /// `SET`
  record Settings() implements SqlWord {}

  /// `SET from = 'end'`
  record Setting(String name, String value) implements SqlWord {}

  /// Something with SET that says nothing.
  record Unclear() implements SqlWord {}

  /// All of it on a screen.
  String HELP =
      """
      A statement ends with ; and may take several lines. Rows are shown as they
      come: + before a new one, ~ before a changed one, - before one that is gone.

        SHOW TOPICS;               what there is; or STREAMS, TABLES, QUERIES
        DESCRIBE orders;           its columns
        PRINT payments FROM BEGINNING LIMIT 3;
        SELECT order_id, state FROM orders WHERE total_minor > 100000;
        SELECT state, count() FROM orders GROUP BY state;
        EXPLAIN SELECT ...;        how it would be run

        SET;                       shows these:
        SET from = 'end';          reads streams from there: beginning, a time
        SET until_now = true;      queries end with what is in the log now
        SET json = true;           rows are JSON objects

        Tab                        completes words, streams, tables and columns
        Up, Ctrl-R                 what was typed before
        Ctrl-C                     ends a query; at the prompt, drops what is typed
        exit                       leaves; so do quit and Ctrl-D

      The first query starts the engine, which takes some seconds.""";

  Pattern BARE = Pattern.compile("(?i)help|exit|quit");
  Pattern SETTING = Pattern.compile("(?i)SET\\s+'?([\\w.-]+)'?\\s*=\\s*(?:'([^']*)'|([^\\s']+))");
  Pattern SET = Pattern.compile("(?is)SET\\b.*");

  /// Whether it is one of those that need no semicolon.
  static boolean isBare(String text) {
    return BARE.matcher(text.strip()).matches();
  }

  /// What a statement says to the shell, if it does.
  ///
  /// @param statement without its semicolon
  static Optional<SqlWord> of(String statement) {
    String text = statement.strip();
    Matcher setting = SETTING.matcher(text);
    if (setting.matches()) {
      String quoted = setting.group(2);
      return Optional.of(new Setting(setting.group(1), quoted == null ? setting.group(3) : quoted));
    }
    if (SET.matcher(text).matches()) {
      return Optional.of(text.length() == "SET".length() ? new Settings() : new Unclear());
    }
    if (!isBare(text)) {
      return Optional.empty();
    }
    return Optional.of(text.equalsIgnoreCase("help") ? new Help() : new Exit());
  }
}
