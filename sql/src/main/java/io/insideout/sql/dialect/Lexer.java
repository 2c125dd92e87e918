package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes tokens of a text. It refuses nothing: what cannot be is a token too, so that a shell can
/// ask of any text how it stands.
final class Lexer {
  private static final Set<String> DOUBLE_SIGNS =
      Set.of("->", "=>", "<>", "!=", "<=", ">=", "||", "::", ":=", "==");
  private static final String SIGNS = "()[]{},;.+-*/%=<>:?";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean spaced;

  private Lexer(String text) {
    this.text = text;
  }

  /// All tokens, and one that stands for the end.
  static List<Token> tokens(String text) {
    var lexer = new Lexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.add(Token.Kind.END, text.length());
    return List.copyOf(lexer.tokens);
  }

  private void next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
      at++;
      spaced = true;
    } else if (text.startsWith("--", at)) {
      while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
        at++;
      }
      spaced = true;
    } else if (text.startsWith("/*", at)) {
      comment();
    } else if (c == '\'') {
      quoted(c, Token.Kind.STRING, at + 1);
    } else if (c == '`' || c == '"') {
      quoted(c, Token.Kind.QUOTED, at + 1);
    } else if (isDigit(at) || (c == '.' && isDigit(at + 1) && !isAfterName())) {
      number();
    } else if (Character.isUnicodeIdentifierStart(c) || c == '_' || Character.isSurrogate(c)) {
      word();
    } else if (at + 2 <= text.length() && DOUBLE_SIGNS.contains(text.substring(at, at + 2))) {
      add(Token.Kind.SYMBOL, at + 2);
    } else {
      add(SIGNS.indexOf(c) >= 0 ? Token.Kind.SYMBOL : Token.Kind.STRAY, at + 1);
    }
  }

  private void comment() {
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      add(Token.Kind.UNFINISHED, text.length());
    } else if (text.startsWith("/*+", at)) {
      add(Token.Kind.HINT, end + 2);
    } else {
      at = end + 2;
      spaced = true;
    }
  }

  /// To the closing quote; a doubled one stands for itself.
  private void quoted(char quote, Token.Kind kind, int from) {
    int end = text.indexOf(quote, from);
    while (end >= 0 && end + 1 < text.length() && text.charAt(end + 1) == quote) {
      end = text.indexOf(quote, end + 2);
    }
    if (end < 0) {
      add(Token.Kind.UNFINISHED, text.length());
    } else {
      add(kind, end + 1);
    }
  }

  private void number() {
    int end = at;
    while (isDigit(end)) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '.' && isDigit(end + 1)) {
      end++;
      while (isDigit(end)) {
        end++;
      }
    }
    if (end < text.length() && Character.toLowerCase(text.charAt(end)) == 'e') {
      int digits = end + 1;
      if (digits < text.length() && "+-".indexOf(text.charAt(digits)) >= 0) {
        digits++;
      }
      if (isDigit(digits)) {
        end = digits;
        while (isDigit(end)) {
          end++;
        }
      }
    }
    add(Token.Kind.NUMBER, end);
  }

  private void word() {
    int end = at + 1;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    // A string may have a letter before it that says how it is written: X'4f', U&'\0041', _utf8'…'.
    if (end < text.length() && text.charAt(end) == '\'' && isPrefix(text.substring(at, end))) {
      quoted('\'', Token.Kind.STRING, end + 1);
    } else if (end == at + 1
        && Character.toUpperCase(text.charAt(at)) == 'U'
        && text.startsWith("&'", end)) {
      quoted('\'', Token.Kind.STRING, end + 2);
    } else {
      add(Token.Kind.WORD, end);
    }
  }

  private static boolean isPrefix(String word) {
    return word.equalsIgnoreCase("X") || word.equalsIgnoreCase("N") || word.startsWith("_");
  }

  private static boolean isWordPart(char c) {
    return c == '$'
        || Character.isSurrogate(c)
        || (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private boolean isAfterName() {
    if (tokens.isEmpty() || spaced) {
      return false;
    }
    Token last = tokens.getLast();
    return last.isName() || last.is(")") || last.is("]");
  }

  private void add(Token.Kind kind, int end) {
    tokens.add(new Token(kind, text.substring(at, end), at, spaced));
    at = end;
    spaced = false;
  }
}
