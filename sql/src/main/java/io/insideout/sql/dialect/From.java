package io.insideout.sql.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a query reads: a first item, and others joined to it.
record From(Token keyword, Item first, List<Join> joins) {
  /// @param words a comma, or `LEFT OUTER JOIN`
  /// @param within KSQL's `WITHIN 1 HOUR`
  record Join(
      List<Token> words,
      Item item,
      @Nullable Within within,
      QueryTree.@Nullable Clause on,
      List<Token> using) {}

  /// Records join that are at most so far apart.
  ///
  /// @param before how much earlier the right one may be
  /// @param after how much later
  record Within(Token keyword, Amount before, Amount after, @Nullable Amount grace) {}

  record Alias(Token name, List<Token> columns) {}

  sealed interface Item {
    /// Where it begins.
    Token token();
  }

  /// @param systemTime of `FOR SYSTEM_TIME AS OF …`
  /// @param pattern all of `MATCH_RECOGNIZE (…)`
  record Named(
      RelationName name,
      @Nullable Token hint,
      @Nullable Expression systemTime,
      List<Token> pattern,
      @Nullable Alias alias)
      implements Item {
    @Override
    public Token token() {
      return name.token();
    }
  }

  record Derived(
      @Nullable Token lateral, Token open, QueryTree query, Token close, @Nullable Alias alias)
      implements Item {
    @Override
    public Token token() {
      return open;
    }
  }

  /// `TABLE(f(…))`, `UNNEST(…)`, or a table function by itself.
  record Function(
      @Nullable Token lateral, Part.Call call, List<Token> ordinality, @Nullable Alias alias)
      implements Item {
    @Override
    public Token token() {
      return call.name().getFirst();
    }
  }

  record Joined(Token open, From from, Token close) implements Item {
    @Override
    public Token token() {
      return open;
    }
  }
}
