package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;

/// Reads what stands between operators: literals, names, calls, CASE, casts, parentheses.
final class OperandParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final QueryParser queries;

  OperandParser(Tokens tokens, ExpressionParser expressions, QueryParser queries) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.queries = queries;
  }

  void into(List<Part> parts) {
    while (tokens.at("+") || tokens.at("-") || tokens.at("NOT")) {
      take(parts);
    }
    primary(parts);
    behind(parts);
  }

  private void primary(List<Part> parts) {
    Token token = tokens.peek();
    switch (token.kind()) {
      case STRING, NUMBER -> take(parts);
      case QUOTED -> named(parts);
      case WORD -> word(token, parts);
      case SYMBOL -> {
        if (!token.is("(")) {
          throw missing(token);
        }
        parentheses(parts);
      }
      case HINT, UNFINISHED, STRAY, END -> throw missing(token);
    }
  }

  private void word(Token token, List<Part> parts) {
    Token behind = tokens.peek(1);
    if (token.is("CASE")) {
      cases(parts);
    } else if ((token.is("CAST") || token.is("TRY_CAST")) && behind.is("(")) {
      cast(parts);
    } else if (token.is("INTERVAL") && isIntervalValue(behind)) {
      interval(parts);
    } else if (isLiteralPrefix(token) && behind.kind() == Token.Kind.STRING) {
      take(parts);
      take(parts);
    } else if (isQuantifier(token) && behind.is("(") && isQuery(tokens.peek(2))) {
      take(parts);
      parentheses(parts);
    } else if ((token.is("ARRAY") || token.is("MAP")) && behind.is("[")) {
      take(parts);
    } else if (token.is("TABLE") && !behind.is("(")) {
      parts.add(new Part.Rows(tokens.next(), queries.relationName()));
    } else if (Keywords.isReserved(token) && !isFunction(token, behind)) {
      throw missing(token);
    } else {
      named(parts);
    }
  }

  /// LEFT and RIGHT are functions too.
  private static boolean isFunction(Token token, Token behind) {
    return behind.is("(") && (token.is("LEFT") || token.is("RIGHT") || token.is("UNNEST"));
  }

  private static boolean isIntervalValue(Token token) {
    return token.kind() == Token.Kind.STRING || token.is("-") || token.is("+");
  }

  private static boolean isLiteralPrefix(Token token) {
    return token.is("DATE") || token.is("TIME") || token.is("TIMESTAMP");
  }

  private static boolean isQuantifier(Token token) {
    return token.is("EXISTS") || token.is("ANY") || token.is("SOME") || token.is("ALL");
  }

  static boolean isQuery(Token token) {
    return token.is("SELECT") || token.is("WITH") || token.is("VALUES");
  }

  private SqlError missing(Token token) {
    return tokens.error(
        token,
        "An expression is missing before " + token.shown(),
        Keywords.isReserved(token)
            ? "write one, and a name that is a keyword in `backticks`"
            : "write a column, a value or a function");
  }

  /// A column, what is reached from it, or a call.
  private void named(List<Part> parts) {
    List<Token> names = new ArrayList<>();
    names.add(tokens.next());
    while ((tokens.at(".") || tokens.at("->")) && tokens.peek(1).isName()) {
      tokens.next();
      names.add(tokens.next());
    }
    if (!tokens.at("(")) {
      parts.add(new Part.Path(List.copyOf(names)));
      return;
    }
    Token open = tokens.next();
    List<Expression> arguments = expressions.upTo(")", OperandParser::isInArguments);
    Token close = tokens.expect(")", "close " + names.getLast().text() + "( with )");
    parts.add(new Part.Call(List.copyOf(names), open, arguments, close));
    behindCall(parts);
  }

  private static boolean isInArguments(Token token) {
    return Keywords.isInArguments(token) || Keywords.isTimeUnit(token);
  }

  private void behindCall(List<Part> parts) {
    if ((tokens.at("IGNORE") || tokens.at("RESPECT")) && tokens.peek(1).is("NULLS")) {
      take(parts);
      take(parts);
    }
    if (tokens.at("WITHIN", "GROUP")) {
      take(parts);
      take(parts);
      parts.add(over());
    }
    if (tokens.at("FILTER", "(")) {
      take(parts);
      Token open = tokens.next();
      List<Part> inner = new ArrayList<>();
      inner.add(new Part.Plain(tokens.expect("WHERE", "write FILTER (WHERE condition)")));
      expressions.into(inner);
      Token close = tokens.expect(")", "close FILTER( with )");
      parts.add(new Part.Group(open, List.of(new Expression(inner)), close));
    }
    if (tokens.at("OVER")) {
      take(parts);
      if (tokens.at("(")) {
        parts.add(over());
      } else {
        parts.add(new Part.Plain(tokens.name("The name of a window")));
      }
    }
  }

  /// The specification of a window in parentheses: of `OVER (…)` and `WINDOW w AS (…)`.
  Part.Group over() {
    Token open = tokens.expect("(", "write (PARTITION BY … ORDER BY …)");
    List<Part> base = new ArrayList<>();
    Token behind = tokens.peek(1);
    if (!Keywords.isInOver(tokens.peek()) && (Keywords.isInOver(behind) || behind.is(")"))) {
      base.add(new Part.Plain(tokens.name("The name of a window")));
    }
    List<Expression> items = new ArrayList<>(expressions.upTo(")", Keywords::isInOver));
    if (!base.isEmpty()) {
      if (!items.isEmpty()) {
        base.addAll(items.removeFirst().parts());
      }
      items.addFirst(new Expression(base));
    }
    return new Part.Group(open, List.copyOf(items), tokens.expect(")", "close the window with )"));
  }

  private void behind(List<Part> parts) {
    while (true) {
      if (tokens.at("[")) {
        Token open = tokens.next();
        List<Expression> items = expressions.upTo("]", _ -> false);
        parts.add(new Part.Group(open, items, tokens.expect("]", "close [ with ]")));
      } else if ((tokens.at(".") || tokens.at("->")) && tokens.peek(1).isName()) {
        tokens.next();
        parts.add(new Part.Field(tokens.next()));
      } else {
        return;
      }
    }
  }

  private void parentheses(List<Part> parts) {
    if (isQuery(tokens.peek(1))) {
      Token open = tokens.next();
      QueryTree query = queries.query();
      parts.add(new Part.Sub(open, query, tokens.expect(")", "close the inner query with )")));
      return;
    }
    Token open = tokens.next();
    List<Expression> items = expressions.upTo(")", _ -> false);
    parts.add(new Part.Group(open, items, tokens.expect(")", "close ( with )")));
  }

  private void cases(List<Part> parts) {
    take(parts);
    if (!tokens.at("WHEN")) {
      expressions.into(parts);
    }
    do {
      parts.add(new Part.Plain(tokens.expect("WHEN", "write CASE WHEN x THEN y END")));
      expressions.into(parts);
      while (tokens.at(",")) {
        take(parts);
        expressions.into(parts);
      }
      parts.add(new Part.Plain(tokens.expect("THEN", "write CASE WHEN x THEN y END")));
      expressions.into(parts);
    } while (tokens.at("WHEN"));
    if (tokens.at("ELSE")) {
      take(parts);
      expressions.into(parts);
    }
    parts.add(new Part.Plain(tokens.expect("END", "close CASE with END")));
  }

  private void cast(List<Part> parts) {
    Token name = tokens.next();
    Token open = tokens.next();
    List<Part> inner = new ArrayList<>();
    expressions.into(inner);
    inner.add(new Part.Plain(tokens.expect("AS", "write CAST(x AS type)")));
    inner.add(type());
    Token close = tokens.expect(")", "close CAST( with )");
    parts.add(new Part.Call(List.of(name), open, List.of(new Expression(inner)), close));
  }

  private Part.Type type() {
    List<Token> type = new ArrayList<>();
    int depth = 0;
    while (!tokens.isAtEnd() && !(depth == 0 && tokens.at(")"))) {
      Token token = tokens.next();
      if (token.is("(") || token.is("<")) {
        depth++;
      } else if (token.is(")") || token.is(">")) {
        depth--;
      } else if (token.kind() == Token.Kind.SYMBOL && !token.is(",")) {
        throw tokens.error(token, token.shown() + " is not understood in a type", "leave it away");
      }
      if (depth > Tokens.MAX_DEPTH || depth < 0) {
        throw tokens.error(token, "This is no type", "write one like DECIMAL(10, 2)");
      }
      type.add(token);
    }
    if (type.isEmpty()) {
      throw tokens.error(tokens.peek(), "A type is missing", "write CAST(x AS type)");
    }
    return new Part.Type(List.copyOf(type));
  }

  private void interval(List<Part> parts) {
    take(parts);
    if (!(tokens.peek().kind() == Token.Kind.STRING)) {
      take(parts);
    }
    if (tokens.peek().kind() != Token.Kind.STRING) {
      throw tokens.error(
          tokens.peek(), "An interval stands in quotes", "write INTERVAL '5' MINUTE");
    }
    take(parts);
    unit(parts);
    if (tokens.at("TO")) {
      take(parts);
      unit(parts);
    }
  }

  private void unit(List<Part> parts) {
    if (!Keywords.isTimeUnit(tokens.peek())) {
      throw tokens.error(
          tokens.peek(),
          "A unit of time is missing before " + tokens.peek().shown(),
          "write INTERVAL '5' MINUTE");
    }
    take(parts);
    if (tokens.at("(") && tokens.peek(1).kind() == Token.Kind.NUMBER) {
      Token open = tokens.next();
      List<Expression> digits = expressions.upTo(")", _ -> false);
      parts.add(new Part.Group(open, digits, tokens.expect(")", "close ( with )")));
    }
  }

  private void take(List<Part> parts) {
    parts.add(new Part.Plain(tokens.next()));
  }
}
