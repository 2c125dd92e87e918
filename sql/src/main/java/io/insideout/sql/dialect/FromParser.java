package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what stands behind FROM: relations, inner queries, table functions, joins.
final class FromParser {
  private static final Set<String> JOIN_WORDS =
      Set.of("NATURAL", "INNER", "LEFT", "RIGHT", "FULL", "OUTER", "CROSS", "ASOF");

  private static final int MAX_JOINS = 100;

  private final Tokens tokens;
  private final QueryParser queries;
  private final ExpressionParser expressions;
  private final WindowParser windows;

  FromParser(
      Tokens tokens, QueryParser queries, ExpressionParser expressions, WindowParser windows) {
    this.tokens = tokens;
    this.queries = queries;
    this.expressions = expressions;
    this.windows = windows;
  }

  From from(Token keyword) {
    From.Item first = item();
    List<From.Join> joins = new ArrayList<>();
    while (isJoin(tokens.peek())) {
      if (joins.size() == MAX_JOINS) {
        throw tokens.error(
            tokens.peek(), "These are more than " + MAX_JOINS + " joins", "write fewer");
      }
      joins.add(join());
    }
    return new From(keyword, first, List.copyOf(joins));
  }

  private static boolean isJoin(Token token) {
    return token.is(",") || token.is("JOIN") || isJoinWord(token);
  }

  private static boolean isJoinWord(Token token) {
    return token.kind() == Token.Kind.WORD && JOIN_WORDS.contains(token.upper());
  }

  private From.Join join() {
    List<Token> words = new ArrayList<>();
    if (tokens.at(",")) {
      words.add(tokens.next());
    } else {
      while (isJoinWord(tokens.peek())) {
        words.add(tokens.next());
      }
      words.add(tokens.expect("JOIN", "write JOIN relation ON condition"));
    }
    From.Item item = item();
    From.Within within = tokens.at("WITHIN") ? windows.within() : null;
    QueryTree.Clause on = null;
    List<Token> using = List.of();
    if (tokens.at("ON")) {
      on = new QueryTree.Clause(tokens.next(), expressions.expression());
    } else if (tokens.at("USING")) {
      tokens.next();
      using = columns();
    }
    if (within != null && on == null) {
      throw tokens.error(
          within.keyword(), "WITHIN wants to know what is joined", "write WITHIN 1 HOUR ON a = b");
    }
    return new From.Join(List.copyOf(words), item, within, on, using);
  }

  private From.Item item() {
    tokens.enter();
    Token lateral = tokens.accept("LATERAL");
    From.Item item = tokens.at("(") ? parentheses(lateral) : named(lateral);
    tokens.leave();
    return item;
  }

  private From.Item parentheses(@Nullable Token lateral) {
    Token open = tokens.next();
    if (OperandParser.isQuery(tokens.peek())) {
      QueryTree query = queries.query();
      Token close = tokens.expect(")", "close the inner query with )");
      return new From.Derived(lateral, open, query, close, alias());
    }
    From inner = from(open);
    return new From.Joined(open, inner, tokens.expect(")", "close ( with )"));
  }

  private From.Item named(@Nullable Token lateral) {
    if (tokens.peek().isName() && tokens.peek(1).is("(")) {
      return function(lateral);
    }
    RelationName name = name();
    Token hint = hint();
    Expression systemTime = null;
    if (tokens.at("FOR")) {
      tokens.next();
      tokens.expect("SYSTEM_TIME", "write FOR SYSTEM_TIME AS OF a.record_time");
      tokens.expect("AS", "write FOR SYSTEM_TIME AS OF a.record_time");
      tokens.expect("OF", "write FOR SYSTEM_TIME AS OF a.record_time");
      systemTime = expressions.expression();
    }
    List<Token> pattern = tokens.at("MATCH_RECOGNIZE") ? pattern() : List.of();
    return new From.Named(name, hint, systemTime, pattern, alias());
  }

  private @Nullable Token hint() {
    return tokens.peek().kind() == Token.Kind.HINT ? tokens.next() : null;
  }

  private From.Item function(@Nullable Token lateral) {
    List<Part> parts = new ArrayList<>();
    Part.Call call;
    if (tokens.at("TABLE") || tokens.at("UNNEST")) {
      Token name = tokens.next();
      Token open = tokens.next();
      List<Expression> inner = expressions.upTo(")", _ -> false);
      Token close = tokens.expect(")", "close " + name.text() + "( with )");
      call = new Part.Call(List.of(name), open, inner, close);
    } else {
      expressions.into(parts);
      if (!(parts.getFirst() instanceof Part.Call first) || parts.size() > 1) {
        throw tokens.error(
            tokens.peek(), "Only a table function may stand here", "write TABLE(function(…))");
      }
      call = first;
    }
    List<Token> ordinality = new ArrayList<>();
    if (tokens.at("WITH", "ORDINALITY")) {
      ordinality.add(tokens.next());
      ordinality.add(tokens.next());
    }
    return new From.Function(lateral, call, List.copyOf(ordinality), alias());
  }

  /// `MATCH_RECOGNIZE (…)` is Flink's alone: only its parentheses are looked at.
  private List<Token> pattern() {
    List<Token> pattern = new ArrayList<>();
    pattern.add(tokens.next());
    pattern.add(tokens.expect("(", "write MATCH_RECOGNIZE (…)"));
    int depth = 1;
    while (depth > 0) {
      if (tokens.isAtEnd()) {
        throw tokens.error(pattern.get(1), "This does not end", "close MATCH_RECOGNIZE ( with )");
      }
      Token token = tokens.next();
      pattern.add(token);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth > Tokens.MAX_DEPTH) {
        throw tokens.error(token, "This is nested too deep", "leave parentheses away");
      }
    }
    return List.copyOf(pattern);
  }

  private From.@Nullable Alias alias() {
    boolean isSaid = tokens.skip("AS");
    Token token = tokens.peek();
    if (!isSaid && (!token.isName() || Keywords.isReserved(token) || isJoinWord(token))) {
      return null;
    }
    Token name = tokens.name("The name of a relation");
    return new From.Alias(name, tokens.at("(") ? columns() : List.of());
  }

  /// Names in parentheses.
  List<Token> columns() {
    tokens.expect("(", "write (a, b)");
    List<Token> names = new ArrayList<>();
    do {
      names.add(tokens.name("The name of a column"));
    } while (tokens.skip(","));
    tokens.expect(")", "close the list with )");
    return List.copyOf(names);
  }

  /// A relation's name, which may have dashes and dots in it, quoted or not.
  RelationName name() {
    return name("A relation");
  }

  RelationName name(String what) {
    // In order-validations the keyword is none.
    boolean isDashed = tokens.peek(1).is("-") && !tokens.peek(1).spaced();
    Token first = isDashed ? tokens.next() : tokens.name(what);
    var text = new StringBuilder(first.name());
    List<String> path = new ArrayList<>();
    path.add(first.name());
    while (isPartOfName(tokens.peek(), first)) {
      Token token = tokens.next();
      if (token.is(".")) {
        path.add("");
      } else {
        path.set(path.size() - 1, path.getLast() + token.name());
      }
      text.append(token.name());
    }
    if (path.getLast().isEmpty()) {
      throw tokens.error(first, "The name of a relation ends in a dot", "write it to its end");
    }
    return new RelationName(text.toString(), path, first);
  }

  private static boolean isPartOfName(Token token, Token first) {
    return !token.spaced()
        && (token.isName()
            || token.is(".")
            || (token.kind() == Token.Kind.NUMBER && first.kind() == Token.Kind.WORD)
            || (token.is("-") && first.kind() == Token.Kind.WORD));
  }
}
