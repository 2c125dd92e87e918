package io.insideout.sql.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query, taken apart by clause.
///
/// @param others further queries that are united with the first, subtracted from it, …
/// @param tail what stands behind them and is about all of them
record QueryTree(List<Named> with, Term first, List<Other> others, Tail tail) {
  /// `name AS (query)` of a WITH clause.
  record Named(Token name, List<Token> columns, QueryTree query) {}

  record Other(List<Token> words, Term term) {}

  sealed interface Term {}

  record Values(Token keyword, List<Expression> rows) implements Term {}

  record Nested(Token open, QueryTree query, Token close) implements Term {}

  /// @param quantifier DISTINCT or ALL
  record Select(
      Token keyword,
      @Nullable Token hint,
      @Nullable Token quantifier,
      List<Item> items,
      @Nullable From from,
      @Nullable WindowClause window,
      @Nullable Clause where,
      @Nullable Listed groupBy,
      @Nullable Clause having,
      List<OverWindow> overWindows)
      implements Term {}

  sealed interface Item {}

  /// @param of the relation's name where there is one
  record Star(@Nullable Token of, Token star) implements Item {}

  record Value(Expression expression, @Nullable Token alias) implements Item {}

  record Clause(Token keyword, Expression expression) {}

  record Listed(Token keyword, List<Expression> items) {}

  /// `w AS (…)` of a standard WINDOW clause.
  record OverWindow(Token name, Part.Group specification) {}

  /// @param limit the number behind LIMIT or FETCH FIRST
  /// @param emitToken where EMIT stands
  record Tail(
      @Nullable Listed orderBy,
      @Nullable Token limit,
      List<Token> offset,
      @Nullable Emit emit,
      @Nullable Token emitToken) {}
}
