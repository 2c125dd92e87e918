package io.insideout.sql.dialect;

import java.util.Locale;

/// A word, sign or literal, as it was typed.
///
/// @param text with its quotes
/// @param start where it stands in the whole text
/// @param spaced whether space or a comment stands before it
record Token(Kind kind, String text, int start, boolean spaced) {
  enum Kind {
    WORD,
    /// A name in backticks or double quotes.
    QUOTED,
    STRING,
    NUMBER,
    SYMBOL,
    /// `/*+ … */`, which is Flink's and no comment.
    HINT,
    /// A string, quote or comment that the text ends in.
    UNFINISHED,
    /// A character that is nothing here.
    STRAY,
    END
  }

  int end() {
    return start + text.length();
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /// Whether it is this keyword, in any case, or this sign.
  boolean is(String keywordOrSign) {
    return switch (kind) {
      case WORD -> text.equalsIgnoreCase(keywordOrSign);
      case SYMBOL -> text.equals(keywordOrSign);
      case QUOTED, STRING, NUMBER, HINT, UNFINISHED, STRAY, END -> false;
    };
  }

  /// The name that it is, without its quotes.
  String name() {
    if (kind != Kind.QUOTED) {
      return text;
    }
    String quote = text.substring(0, 1);
    return text.substring(1, text.length() - 1).replace(quote + quote, quote);
  }

  /// What a string says.
  String string() {
    return text.substring(1, text.length() - 1).replace("''", "'");
  }

  String upper() {
    return text.toUpperCase(Locale.ROOT);
  }

  /// How an error speaks of it.
  String shown() {
    if (kind == Kind.END) {
      return "the end";
    }
    return "'" + (text.length() <= 40 ? text : text.substring(0, 40) + "…") + "'";
  }
}
