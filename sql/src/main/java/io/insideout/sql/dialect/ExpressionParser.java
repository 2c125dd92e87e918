package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Reads expressions: operand, operator, operand. What an operand is made of is in [OperandParser].
final class ExpressionParser {
  private static final Set<String> BINARY_SIGNS =
      Set.of("+", "-", "*", "/", "%", "||", "=", "<>", "!=", "<", "<=", ">", ">=");
  private static final Set<String> BINARY_WORDS =
      Set.of("AND", "OR", "LIKE", "ESCAPE", "IN", "OVERLAPS");
  private static final Set<String> NEGATED = Set.of("IN", "LIKE", "BETWEEN", "SIMILAR");
  private static final Set<String> STATES = Set.of("NULL", "TRUE", "FALSE", "UNKNOWN", "JSON");
  private static final Set<String> KINDS_OF_JSON = Set.of("VALUE", "OBJECT", "ARRAY", "SCALAR");

  private final Tokens tokens;
  private final OperandParser operands;

  ExpressionParser(Tokens tokens, QueryParser queries) {
    this.tokens = tokens;
    this.operands = new OperandParser(tokens, this, queries);
  }

  Expression expression() {
    List<Part> parts = new ArrayList<>();
    into(parts);
    return new Expression(parts);
  }

  void into(List<Part> parts) {
    tokens.enter();
    operands.into(parts);
    while (operator(parts)) {
      operands.into(parts);
    }
    tokens.leave();
  }

  /// Expressions up to a closing sign, with the words between that stand in such a place: of
  /// arguments, or of `OVER (…)`.
  List<Expression> upTo(String close, Predicate<Token> words) {
    List<Expression> items = new ArrayList<>();
    if (tokens.at(close)) {
      return items;
    }
    do {
      items.add(withWords(close, words));
    } while (tokens.skip(","));
    return items;
  }

  private Expression withWords(String close, Predicate<Token> words) {
    List<Part> parts = new ArrayList<>();
    boolean mayBegin = true;
    while (parts.isEmpty() || !(tokens.at(",") || tokens.at(close))) {
      Token token = tokens.peek();
      Token behind = tokens.peek(1);
      if (token.is("*") && mayBegin) {
        parts.add(new Part.Plain(tokens.next()));
        mayBegin = false;
      } else if (behind.is("=>") && token.isName()) {
        parts.add(new Part.Plain(tokens.next()));
        parts.add(new Part.Plain(tokens.next()));
      } else if (words.test(token) && !isOperand(token, behind, parts.isEmpty())) {
        parts.add(new Part.Plain(tokens.next()));
        mayBegin = true;
      } else if (mayBegin) {
        into(parts);
        mayBegin = false;
      } else if (tokens.isAtEnd()) {
        throw tokens.error(token, close + " is missing before the end", "close it with " + close);
      } else {
        throw tokens.error(
            token,
            token.shown() + " is not understood here",
            "write , or an operator before it, or " + close);
      }
    }
    return new Expression(parts);
  }

  /// Whether what may be a word of such a place is a name or a value there: `SUM(value)`,
  /// `f(NULL)`.
  private static boolean isOperand(Token word, Token behind, boolean isFirst) {
    if (word.is("BY") || word.is("FROM") || word.is("ROWS") || word.is("RANGE")) {
      return false;
    }
    if (behind.is(".") || behind.is("->") || behind.is("(") || behind.is("[")) {
      return true;
    }
    if (!isFirst || Keywords.isReserved(word)) {
      return false;
    }
    boolean isUnit = behind.is(",") && Keywords.isTimeUnit(word);
    boolean isBeforeOperator =
        behind.kind() == Token.Kind.SYMBOL
            || isOneOf(behind, BINARY_WORDS)
            || isOneOf(behind, NEGATED)
            || behind.is("IS")
            || behind.is("NOT");
    return Keywords.isValue(word) || (isBeforeOperator && !isUnit);
  }

  /// Takes operators, and tells whether an operand must follow.
  private boolean operator(List<Part> parts) {
    while (true) {
      Token token = tokens.peek();
      if (token.is("IS")) {
        if (state(parts)) {
          return true;
        }
      } else if (token.is("NOT") && isOneOf(tokens.peek(1), NEGATED)) {
        take(parts);
      } else if (token.is("BETWEEN")) {
        take(parts);
        if (tokens.at("SYMMETRIC") || tokens.at("ASYMMETRIC")) {
          take(parts);
        }
        return true;
      } else if (token.is("SIMILAR")) {
        take(parts);
        parts.add(new Part.Plain(tokens.expect("TO", "write SIMILAR TO 'pattern'")));
        return true;
      } else if (isOneOf(token, BINARY_WORDS) || isOneOf(token, BINARY_SIGNS)) {
        take(parts);
        return true;
      } else {
        refuse(token);
        return false;
      }
    }
  }

  /// `IS [NOT] NULL` ends an operand, `IS [NOT] DISTINCT FROM` wants one.
  private boolean state(List<Part> parts) {
    take(parts);
    if (tokens.at("NOT")) {
      take(parts);
    }
    if (tokens.at("DISTINCT")) {
      take(parts);
      parts.add(new Part.Plain(tokens.expect("FROM", "write IS DISTINCT FROM")));
      return true;
    }
    Token state = tokens.peek();
    if (!isOneOf(state, STATES)) {
      throw tokens.error(
          state,
          "Something cannot be asked whether it is " + state.shown(),
          "write IS NULL, IS TRUE, IS DISTINCT FROM x, or = x");
    }
    take(parts);
    if (state.is("JSON") && isOneOf(tokens.peek(), KINDS_OF_JSON)) {
      take(parts);
    }
    return false;
  }

  private void refuse(Token token) {
    switch (token.text()) {
      case "==" -> throw tokens.error(token, "Equality has one sign", "write =");
      case "::" -> throw tokens.error(token, "This is no cast here", "write CAST(x AS type)");
      case ":=" ->
          throw tokens.error(
              token,
              "Nothing is named with := here",
              "write MAP['key', value] for a map, CAST(ROW(a, b) AS ROW<x INT, y INT>) for a"
                  + " struct");
      case "=>" ->
          throw tokens.error(
              token,
              "A function of functions (=>) has no counterpart in Flink",
              "write CROSS JOIN UNNEST(column) AS t (element), and a query over its rows");
      default -> {}
    }
  }

  private void take(List<Part> parts) {
    parts.add(new Part.Plain(tokens.next()));
  }

  private static boolean isOneOf(Token token, Set<String> words) {
    return switch (token.kind()) {
      case WORD -> words.contains(token.upper());
      case SYMBOL -> words.contains(token.text());
      case QUOTED, STRING, NUMBER, HINT, UNFINISHED, STRAY, END -> false;
    };
  }
}
