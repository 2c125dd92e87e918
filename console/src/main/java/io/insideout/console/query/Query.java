package io.insideout.console.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What records are looked for. It is asked of records as they are shown, so nothing that is masked
/// can be found out by it.
public sealed interface Query {
  /// Every record.
  record All() implements Query {}

  /// What both want.
  record Both(Query one, Query other) implements Query {}

  /// What one of them wants.
  record Either(Query one, Query other) implements Query {}

  /// What it does not want.
  record Not(Query query) implements Query {}

  /// A value of the record beside another.
  ///
  /// @param path from the record to the value, such as `value`, `state`
  /// @param wanted a text, a number, a truth value, or null for what is not there
  record Compared(List<String> path, Comparison by, @Nullable Object wanted) implements Query {}

  /// Reads an expression such as `key = 'x' and value.totalMinor > 1000`.
  ///
  /// @throws QueryError with its column, if it is none
  static Query parse(String text) {
    return new QueryParser(text).query();
  }

  /// Whether it wants a record.
  ///
  /// @param record its names and values, as it is shown
  default boolean matches(Map<String, ?> record) {
    return switch (this) {
      case All() -> true;
      case Both(var one, var other) -> one.matches(record) && other.matches(record);
      case Either(var one, var other) -> one.matches(record) || other.matches(record);
      case Not(var query) -> !query.matches(record);
      case Compared(var path, var by, var wanted) -> holds(Values.at(record, path), by, wanted);
    };
  }

  private static boolean holds(List<Object> found, Comparison by, @Nullable Object wanted) {
    if (wanted == null) {
      return found.isEmpty() == (by == Comparison.EQUAL);
    }
    if (by == Comparison.CONTAINS) {
      String part =
          wanted instanceof BigDecimal number ? number.toPlainString() : wanted.toString();
      return found.stream().anyMatch(one -> Values.contains(one, part));
    }
    // Of many, none may be the one that is not wanted.
    return by == Comparison.UNEQUAL
        ? !found.isEmpty() && found.stream().noneMatch(one -> Comparison.EQUAL.holds(one, wanted))
        : found.stream().anyMatch(one -> by.holds(one, wanted));
  }
}
