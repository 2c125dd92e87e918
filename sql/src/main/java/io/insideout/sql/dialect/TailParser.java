package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what ends a query: EMIT, ORDER BY, LIMIT, OFFSET, FETCH. EMIT may stand before the others
/// or behind them.
final class TailParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;
  private QueryTree.@Nullable Listed orderBy;
  private @Nullable Token limit;
  private List<Token> offset = List.of();
  private @Nullable Emit emit;
  private @Nullable Token emitToken;

  TailParser(Tokens tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  QueryTree.Tail tail() {
    while (true) {
      if (tokens.at("EMIT") && emit == null) {
        emit();
      } else if (tokens.at("ORDER") && orderBy == null && limit == null) {
        orderBy();
      } else if (tokens.at("LIMIT") && limit == null) {
        tokens.next();
        limit = tokens.at("ALL") ? null : number();
        tokens.skip("ALL");
      } else if (tokens.at("OFFSET") && offset.isEmpty()) {
        offset();
      } else if (tokens.at("FETCH") && limit == null) {
        fetch();
      } else {
        refuse(tokens.peek());
        return new QueryTree.Tail(orderBy, limit, offset, emit, emitToken);
      }
    }
  }

  private void emit() {
    emitToken = tokens.next();
    if (tokens.skip("CHANGES")) {
      emit = Emit.CHANGES;
    } else if (tokens.skip("FINAL")) {
      emit = Emit.FINAL;
    } else {
      throw tokens.error(
          tokens.peek(),
          "EMIT says when results are shown, and " + tokens.peek().shown() + " is not when",
          "write EMIT CHANGES or EMIT FINAL");
    }
  }

  private void orderBy() {
    Token keyword = tokens.next();
    tokens.expect("BY", "write ORDER BY columns");
    List<Expression> items = new ArrayList<>();
    do {
      items.add(ordered());
    } while (tokens.skip(","));
    orderBy = new QueryTree.Listed(keyword, List.copyOf(items));
  }

  private Expression ordered() {
    List<Part> parts = new ArrayList<>();
    expressions.into(parts);
    if (tokens.at("ASC") || tokens.at("DESC")) {
      parts.add(new Part.Plain(tokens.next()));
    }
    if (tokens.at("NULLS", "FIRST") || tokens.at("NULLS", "LAST")) {
      parts.add(new Part.Plain(tokens.next()));
      parts.add(new Part.Plain(tokens.next()));
    }
    return new Expression(parts);
  }

  private void offset() {
    List<Token> words = new ArrayList<>();
    words.add(tokens.next());
    words.add(number());
    if (tokens.at("ROW") || tokens.at("ROWS")) {
      words.add(tokens.next());
    }
    offset = List.copyOf(words);
  }

  private void fetch() {
    tokens.next();
    if (!tokens.skip("FIRST")) {
      tokens.expect("NEXT", "write FETCH FIRST 10 ROWS ONLY");
    }
    limit = number();
    if (!tokens.skip("ROWS")) {
      tokens.expect("ROW", "write FETCH FIRST 10 ROWS ONLY");
    }
    tokens.expect("ONLY", "write FETCH FIRST 10 ROWS ONLY");
  }

  private Token number() {
    return wholeNumber(tokens);
  }

  /// A whole number that fits into a long.
  static Token wholeNumber(Tokens tokens) {
    Token number = tokens.peek();
    boolean isWhole =
        number.kind() == Token.Kind.NUMBER
            && number.text().length() <= 18
            && number.text().chars().allMatch(Character::isDigit);
    if (!isWhole) {
      throw tokens.error(
          number, "A whole number is missing before " + number.shown(), "write LIMIT 10");
    }
    return tokens.next();
  }

  private void refuse(Token token) {
    if (token.is("PARTITION")) {
      throw tokens.error(
          token,
          "A query has no PARTITION BY here",
          "write GROUP BY; within OVER (PARTITION BY …) it is understood");
    }
    if (token.is("WHERE") || token.is("GROUP") || token.is("HAVING") || token.is("WINDOW")) {
      throw tokens.error(
          token,
          token.text() + " stands in the wrong place",
          "keep to the order FROM, WINDOW, WHERE, GROUP BY, HAVING, EMIT, ORDER BY, LIMIT");
    }
  }
}
