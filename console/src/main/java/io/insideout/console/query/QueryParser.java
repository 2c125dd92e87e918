package io.insideout.console.query;

import io.insideout.console.query.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an expression, by recursive descent: `or` binds looser than `and`, `and` than `not`.
final class QueryParser {
  private static final int LONGEST = 1_000;
  private static final int DEEPEST = 20;
  private static final Set<String> ROOTS =
      Set.of("key", "value", "headers", "timestamp", "partition", "offset");

  private final List<Token> tokens;
  private int at;
  private int depth;

  QueryParser(String text) {
    if (text.length() > LONGEST) {
      throw new QueryError(
          LONGEST + 1, "an expression has at most %,d characters".formatted(LONGEST));
    }
    this.tokens = Token.of(text);
  }

  Query query() {
    if (here().kind() == Kind.END) {
      return new Query.All();
    }
    Query query = either();
    if (here().kind() != Kind.END) {
      throw expected("and, or, or the end");
    }
    return query;
  }

  private Query either() {
    Query query = both();
    while (takes("or")) {
      query = new Query.Either(query, both());
    }
    return query;
  }

  private Query both() {
    Query query = one();
    while (takes("and")) {
      query = new Query.Both(query, one());
    }
    return query;
  }

  private Query one() {
    if (++depth > DEEPEST) {
      throw new QueryError(here().column(), "this is nested too deep");
    }
    Query query;
    if (takes("not")) {
      query = new Query.Not(one());
    } else if (takes("(")) {
      query = either();
      if (!takes(")")) {
        throw expected("')'");
      }
    } else {
      query = compared();
    }
    depth--;
    return query;
  }

  private Query compared() {
    List<String> path = path();
    Comparison by = Comparison.of(here()).orElseThrow(() -> expected("one of " + Comparison.all()));
    at++;
    Token literal = here();
    Object wanted = literal(by);
    at++;
    if (wanted == null && by != Comparison.EQUAL && by != Comparison.UNEQUAL) {
      throw new QueryError(literal.column(), "null is compared by = or != alone");
    }
    return new Query.Compared(path, by, wanted);
  }

  private List<String> path() {
    Token root = here();
    if (root.kind() != Kind.WORD || !ROOTS.contains(root.text())) {
      throw expected("key, value, headers, timestamp, partition or offset");
    }
    at++;
    List<String> path = new ArrayList<>(List.of(root.text()));
    while (takes(".")) {
      if (here().kind() != Kind.WORD && here().kind() != Kind.TEXT) {
        throw expected("a name");
      }
      path.add(here().text());
      at++;
    }
    return List.copyOf(path);
  }

  private @Nullable Object literal(Comparison by) {
    Token token = here();
    return switch (token.kind()) {
      case TEXT -> token.text();
      case NUMBER -> new BigDecimal(token.text());
      case WORD -> {
        if (token.is("null")) {
          yield null;
        }
        if (!token.is("true") && !token.is("false")) {
          throw expected("a text in single quotes, a number, true, false or null");
        }
        yield token.is("true");
      }
      case SIGN, END ->
          throw expected(by == Comparison.CONTAINS ? "a text in single quotes" : "a value");
    };
  }

  private Token here() {
    return tokens.get(at);
  }

  private boolean takes(String sign) {
    boolean isHere = here().is(sign);
    at += isHere ? 1 : 0;
    return isHere;
  }

  private QueryError expected(String what) {
    return new QueryError(
        here().column(), "expected is %s, here is %s".formatted(what, here().shown()));
  }
}
