package io.insideout.console.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A piece of an expression.
///
/// @param column where it begins, counted from 1
record Token(Kind kind, String text, int column) {
  enum Kind {
    WORD,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  private static final Pattern PIECE =
      Pattern.compile(
          "\\s*(?:(?<word>[\\p{L}_][\\p{L}\\p{N}_-]*)|(?<text>'(?:[^']|'')*+')"
              + "|(?<number>-?\\d+(?:\\.\\d+)?)|(?<sign>!=|<=|>=|[=<>().])|(?<end>$))");

  /// @throws QueryError where something stands that is none of them
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher piece = PIECE.matcher(text);
    int at = 0;
    while (tokens.isEmpty() || tokens.getLast().kind() != Kind.END) {
      if (!piece.region(at, text.length()).lookingAt()) {
        int column = at + leadingBlanks(text, at) + 1;
        throw new QueryError(column, unreadable(text.charAt(column - 1)));
      }
      tokens.add(token(piece));
      at = piece.end();
    }
    return tokens;
  }

  private static Token token(Matcher piece) {
    for (Kind kind : Kind.values()) {
      String group = kind.name().toLowerCase(Locale.ROOT);
      if (piece.group(group) != null) {
        return new Token(kind, plain(kind, piece.group(group)), piece.start(group) + 1);
      }
    }
    throw new IllegalStateException("a piece of no kind: " + piece.group());
  }

  private static String plain(Kind kind, String written) {
    return kind == Kind.TEXT
        ? written.substring(1, written.length() - 1).replace("''", "'")
        : written;
  }

  private static int leadingBlanks(String text, int from) {
    int blanks = 0;
    // By the blanks that the pattern knows: there are others, and they mean nothing here.
    while (" \t\n\u000B\f\r".indexOf(text.charAt(from + blanks)) >= 0) {
      blanks++;
    }
    return blanks;
  }

  private static String unreadable(char found) {
    return found == '\''
        ? "a text that has no end; it stands between single quotes"
        : "'%s' means nothing here; texts stand between single quotes".formatted(found);
  }

  boolean is(String sign) {
    return kind != Kind.TEXT && text.equalsIgnoreCase(sign);
  }

  /// How a message names it.
  String shown() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
