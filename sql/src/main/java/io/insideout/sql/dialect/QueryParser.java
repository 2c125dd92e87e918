package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads queries, clause by clause.
final class QueryParser {
  private static final int MAX_COLUMNS = 1_000;

  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final OperandParser operands;
  private final FromParser froms;
  private final WindowParser windows;

  QueryParser(Tokens tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens, this);
    this.operands = new OperandParser(tokens, expressions, this);
    this.windows = new WindowParser(tokens);
    this.froms = new FromParser(tokens, this, expressions, windows);
  }

  RelationName relationName() {
    return froms.name();
  }

  QueryTree query() {
    tokens.enter();
    List<QueryTree.Named> with = with();
    QueryTree.Term first = term();
    List<QueryTree.Other> others = new ArrayList<>();
    while (isSetOperator(tokens.peek())) {
      List<Token> words = new ArrayList<>();
      words.add(tokens.next());
      if (tokens.at("ALL") || tokens.at("DISTINCT")) {
        words.add(tokens.next());
      }
      others.add(new QueryTree.Other(List.copyOf(words), term()));
    }
    QueryTree.Tail tail = new TailParser(tokens, expressions).tail();
    tokens.leave();
    return new QueryTree(with, first, List.copyOf(others), tail);
  }

  private static boolean isSetOperator(Token token) {
    return token.is("UNION") || token.is("EXCEPT") || token.is("INTERSECT") || token.is("MINUS");
  }

  private List<QueryTree.Named> with() {
    List<QueryTree.Named> named = new ArrayList<>();
    if (tokens.skip("WITH")) {
      do {
        Token name = tokens.name("The name of a query");
        List<Token> columns = tokens.at("(") ? froms.columns() : List.of();
        tokens.expect("AS", "write WITH name AS (SELECT …)");
        tokens.expect("(", "write WITH name AS (SELECT …)");
        QueryTree query = query();
        tokens.expect(")", "close the query of " + name.text() + " with )");
        named.add(new QueryTree.Named(name, columns, query));
      } while (tokens.skip(","));
    }
    return List.copyOf(named);
  }

  private QueryTree.Term term() {
    Token token = tokens.peek();
    if (token.is("(")) {
      Token open = tokens.next();
      QueryTree query = query();
      return new QueryTree.Nested(open, query, tokens.expect(")", "close the query with )"));
    }
    if (token.is("VALUES")) {
      tokens.next();
      List<Expression> rows = new ArrayList<>();
      do {
        rows.add(expressions.expression());
      } while (tokens.skip(","));
      return new QueryTree.Values(token, List.copyOf(rows));
    }
    return select();
  }

  private QueryTree.Select select() {
    Token keyword = tokens.expect("SELECT", "write SELECT columns FROM relation");
    Token hint = tokens.peek().kind() == Token.Kind.HINT ? tokens.next() : null;
    Token quantifier = tokens.at("DISTINCT") || tokens.at("ALL") ? tokens.next() : null;
    List<QueryTree.Item> items = new ArrayList<>();
    do {
      bound(items.size());
      items.add(item());
    } while (tokens.skip(","));
    From from = tokens.at("FROM") ? froms.from(tokens.next()) : null;
    WindowClause window = from != null && windows.isHere() ? windows.window() : null;
    QueryTree.Clause where = clause("WHERE");
    refuseLateWindow();
    QueryTree.Listed groupBy = groupBy();
    QueryTree.Clause having = clause("HAVING");
    refuseLateWindow();
    return new QueryTree.Select(
        keyword,
        hint,
        quantifier,
        List.copyOf(items),
        from,
        window,
        where,
        groupBy,
        having,
        overWindows());
  }

  private void bound(int items) {
    if (items == MAX_COLUMNS) {
      throw tokens.error(
          tokens.peek(), "These are more than " + MAX_COLUMNS + " columns", "write fewer");
    }
  }

  private QueryTree.Item item() {
    if (tokens.at("*")) {
      return new QueryTree.Star(null, tokens.next());
    }
    if (tokens.peek().isName() && tokens.peek(1).is(".") && tokens.peek(2).is("*")) {
      Token of = tokens.next();
      tokens.next();
      return new QueryTree.Star(of, tokens.next());
    }
    Expression expression = expressions.expression();
    if (tokens.skip("AS")) {
      return new QueryTree.Value(expression, tokens.name("The name of a column"));
    }
    Token behind = tokens.peek();
    boolean isAlias = behind.isName() && !Keywords.isReserved(behind);
    return new QueryTree.Value(expression, isAlias ? tokens.next() : null);
  }

  private QueryTree.@Nullable Clause clause(String keyword) {
    return tokens.at(keyword)
        ? new QueryTree.Clause(tokens.next(), expressions.expression())
        : null;
  }

  private QueryTree.@Nullable Listed groupBy() {
    if (!tokens.at("GROUP")) {
      return null;
    }
    Token keyword = tokens.next();
    tokens.expect("BY", "write GROUP BY columns");
    List<Expression> items = new ArrayList<>();
    do {
      bound(items.size());
      items.add(groupItem());
    } while (tokens.skip(","));
    return new QueryTree.Listed(keyword, List.copyOf(items));
  }

  private Expression groupItem() {
    if (!tokens.at("GROUPING", "SETS")) {
      return expressions.expression();
    }
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Plain(tokens.next()));
    parts.add(new Part.Plain(tokens.next()));
    expressions.into(parts);
    return new Expression(parts);
  }

  private void refuseLateWindow() {
    if (tokens.at("WINDOW") && windows.isHere()) {
      throw tokens.error(
          tokens.peek(),
          "WINDOW stands too late",
          "write it right behind FROM: FROM relation WINDOW (SIZE 5 MINUTES) WHERE … GROUP BY …");
    }
  }

  private List<QueryTree.OverWindow> overWindows() {
    List<QueryTree.OverWindow> named = new ArrayList<>();
    if (tokens.skip("WINDOW")) {
      do {
        Token name = tokens.name("The name of a window");
        tokens.expect("AS", "write WINDOW name AS (PARTITION BY … ORDER BY …)");
        named.add(new QueryTree.OverWindow(name, operands.over()));
      } while (tokens.skip(","));
    }
    return List.copyOf(named);
  }
}
