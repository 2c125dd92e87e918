package io.insideout.sql.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tokens of one statement, read from left to right, and how deep the reader is in them.
final class Tokens {
  static final int MAX_DEPTH = 100;

  private final Source source;
  private final List<Token> tokens;
  private int at;
  private int depth;

  /// @param tokens the last of them is the end
  Tokens(Source source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
    tokens.forEach(this::refuseWhatIsNothing);
  }

  private void refuseWhatIsNothing(Token token) {
    if (token.kind() == Token.Kind.STRAY) {
      boolean isQuote = "\u2018\u2019\u201c\u201d\u00b4".contains(token.text());
      throw error(
          token,
          "The character " + token.shown() + " means nothing here",
          isQuote ? "write a straight quote, '" : "leave it away");
    }
    if (token.kind() == Token.Kind.UNFINISHED) {
      String opening = token.text().startsWith("/*") ? "/*" : token.text().substring(0, 1);
      throw error(
          token,
          "What begins here with " + opening + " does not end",
          "close it with " + (opening.equals("/*") ? "*/" : opening));
    }
  }

  Source source() {
    return source;
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  /// What was read last; at the beginning what comes first.
  Token previous() {
    return tokens.get(Math.max(0, at - 1));
  }

  Token next() {
    Token token = peek();
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  boolean isAtEnd() {
    return peek().kind() == Token.Kind.END;
  }

  boolean at(String keywordOrSign) {
    return peek().is(keywordOrSign);
  }

  boolean at(String first, String second) {
    return peek().is(first) && peek(1).is(second);
  }

  @Nullable Token accept(String keywordOrSign) {
    return at(keywordOrSign) ? next() : null;
  }

  boolean skip(String keywordOrSign) {
    return accept(keywordOrSign) != null;
  }

  Token expect(String keywordOrSign, String instead) {
    Token token = accept(keywordOrSign);
    if (token == null) {
      throw error(peek(), keywordOrSign + " is missing before " + peek().shown(), instead);
    }
    return token;
  }

  /// A name; what would be a keyword has to be quoted.
  Token name(String what) {
    Token token = peek();
    if (!token.isName() || Keywords.isReserved(token)) {
      throw error(
          token,
          what + " is missing before " + token.shown(),
          "write a name; one that is a keyword stands in `backticks`");
    }
    return next();
  }

  SqlError error(Token token, String problem, String instead) {
    return source.error(token, problem, instead);
  }

  void enter() {
    if (++depth > MAX_DEPTH) {
      throw error(
          peek(),
          "This is nested deeper than " + MAX_DEPTH + " times",
          "name the inner queries in WITH, or leave parentheses away");
    }
  }

  void leave() {
    depth--;
  }
}
