package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;

/// Flink SQL as it is written, piece by piece, each with the place that it comes from.
final class FlinkText {
  private static final String NONE_BEFORE = ")],.;";
  private static final String NONE_BEHIND = "([. ";

  private final StringBuilder text = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();

  /// @param written its offset in the Flink SQL
  /// @param typed its offset in what was typed
  record Piece(int written, int typed) {}

  /// A token as it stands.
  FlinkText put(Token token) {
    return put(token.text(), token, token.spaced());
  }

  /// Something with a space before it.
  FlinkText word(String piece, Token from) {
    return put(piece, from, true);
  }

  FlinkText put(String piece, Token from, boolean spaced) {
    if (!piece.isEmpty()) {
      if (wantsSpace(piece.charAt(0), spaced)) {
        text.append(' ');
      }
      pieces.add(new Piece(text.length(), from.start()));
      text.append(piece);
    }
    return this;
  }

  /// Another text behind this.
  FlinkText append(FlinkText other, boolean spaced) {
    if (!other.isEmpty()) {
      if (wantsSpace(other.text.charAt(0), spaced)) {
        text.append(' ');
      }
      int shift = text.length();
      other.pieces.forEach(piece -> pieces.add(new Piece(piece.written() + shift, piece.typed())));
      text.append(other.text);
    }
    return this;
  }

  private boolean wantsSpace(char next, boolean spaced) {
    if (text.isEmpty() || NONE_BEFORE.indexOf(next) >= 0) {
      return false;
    }
    char last = text.charAt(text.length() - 1);
    if (NONE_BEHIND.indexOf(last) >= 0) {
      return false;
    }
    return spaced || last == ',' || (isOfWord(last) && isOfWord(next));
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || "_$`'".indexOf(c) >= 0;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  PositionMap positions(Source typed) {
    return new PositionMap(typed, text.toString(), pieces);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /// A name as Flink reads it whatever it is.
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
