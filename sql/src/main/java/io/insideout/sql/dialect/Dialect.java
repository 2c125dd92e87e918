package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;

/// Streaming SQL as a person types it: standard Flink SQL, and the forms of KSQL.
///
/// Text of any kind gives statements or a [SqlError], and takes time and stack within bounds.
public final class Dialect {
  static final int MAX_TEXT_CHARS = 1 << 20;
  static final int MAX_STATEMENT_CHARS = 64 << 10;

  private Dialect() {}

  /// The statements of a text, which are separated by semicolons.
  ///
  /// @throws SqlError at the first that is not understood
  public static List<Statement> statements(String text) {
    Source source = source(text);
    List<Statement> statements = new ArrayList<>();
    for (List<Token> tokens : split(source)) {
      statements.add(new StatementParser(new Tokens(source, tokens)).whole());
    }
    return List.copyOf(statements);
  }

  /// The statements of a text, none of them understood yet: for whoever asks them one by one.
  ///
  /// @throws SqlError if the text or one of them is too long
  public static List<Typed> typed(String text) {
    Source source = source(text);
    return split(source).stream()
        .map(
            tokens ->
                Typed.at(
                    source.place(tokens.getFirst().start()),
                    text.substring(tokens.getFirst().start(), tokens.get(tokens.size() - 2).end())))
        .toList();
  }

  private static Source source(String text) {
    if (text.length() > MAX_TEXT_CHARS) {
      throw new Source(text.substring(0, MAX_TEXT_CHARS))
          .error(
              MAX_TEXT_CHARS,
              "The text is longer than " + MAX_TEXT_CHARS + " characters",
              "give its statements one after another");
    }
    return new Source(text);
  }

  /// The tokens of each statement, with an end of its own.
  private static List<List<Token>> split(Source source) {
    List<List<Token>> statements = new ArrayList<>();
    List<Token> tokens = new ArrayList<>();
    for (Token token : Lexer.tokens(source.text())) {
      if (!token.is(";") && token.kind() != Token.Kind.END) {
        tokens.add(token);
      } else if (!tokens.isEmpty()) {
        if (token.start() - tokens.getFirst().start() > MAX_STATEMENT_CHARS) {
          throw source.error(
              tokens.getFirst(),
              "The statement is longer than " + MAX_STATEMENT_CHARS + " characters",
              "write several");
        }
        tokens.add(new Token(Token.Kind.END, "", token.start(), true));
        statements.add(List.copyOf(tokens));
        tokens.clear();
      }
    }
    return statements;
  }
}
