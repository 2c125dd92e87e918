package io.insideout.sql.dialect;

import java.util.List;
import java.util.stream.Collectors;

/// How the WINDOW of a query is written for Flink: as its older group windows, which can show a
/// window while it grows, or as a table function, which shows it at its end.
record Windowing(WindowClause clause, Emit emit) {
  private static final String TIME = "`record_time`";

  boolean isFinal() {
    return emit == Emit.FINAL;
  }

  boolean isSession() {
    return clause.kind() == WindowOf.Kind.SESSION;
  }

  /// The bound of a window that a name stands for, or an empty text.
  static String bound(Token name) {
    return switch (Nearest.plain(name.name())) {
      case "windowstart" -> "window_start";
      case "windowend" -> "window_end";
      default -> "";
    };
  }

  /// A bound as an expression.
  String expression(String bound) {
    if (isFinal()) {
      return FlinkText.quoted(bound);
    }
    String suffix = bound.equals("window_start") ? "_START" : "_END";
    return function() + suffix + "(" + TIME + ", " + intervals() + ")";
  }

  /// What stands behind the keys in GROUP BY.
  String group() {
    return isFinal()
        ? "`window_start`, `window_end`"
        : function() + "(" + TIME + ", " + intervals() + ")";
  }

  /// The table function.
  String table(String relation, List<String> keys) {
    String partition = "";
    if (isSession() && !keys.isEmpty()) {
      String columns = keys.stream().map(FlinkText::quoted).collect(Collectors.joining(", "));
      partition = " PARTITION BY " + (keys.size() > 1 ? "(" + columns + ")" : columns);
    }
    return "TABLE(%s(TABLE %s%s, DESCRIPTOR(%s), %s))"
        .formatted(function(), relation, partition, TIME, intervals());
  }

  private String function() {
    return switch (clause.kind()) {
      case TUMBLING -> "TUMBLE";
      case HOPPING -> "HOP";
      case SESSION -> "SESSION";
    };
  }

  private String intervals() {
    Amount advance = clause.advance();
    return (advance == null ? "" : advance.interval() + ", ") + clause.size().interval();
  }
}
