package io.insideout.sql.view;

import java.math.BigDecimal;
import org.apache.calcite.linq4j.function.Strict;

/// What Calcite's own functions do without bounds, within bounds: text that doubles, patterns that
/// take for ever, figures of a million digits. Public, for the code that Calcite compiles in a
/// place of its own.
public final class SafeFunctions {
  private static final int MOST_DIGITS = 100;

  private SafeFunctions() {}

  /// `a || b`
  @Strict
  public static String concat(String first, String second) {
    bound((long) first.length() + second.length());
    return first + second;
  }

  /// `REPLACE(text, wanted, other)`
  @Strict
  public static String replace(String text, String wanted, String other) {
    if (wanted.isEmpty()) {
      return text;
    }
    long length = text.length();
    for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
      length += other.length() - wanted.length();
    }
    bound(length);
    return text.replace(wanted, other);
  }

  private static void bound(long chars) {
    if (chars > Bounds.TEXT_CHARS) {
      throw new AnswerEnds("A text has more than %,d characters.".formatted(Bounds.TEXT_CHARS));
    }
  }

  /// `text LIKE pattern`
  @Strict
  public static boolean like(String text, String pattern) {
    return like(text, pattern, "");
  }

  /// `text LIKE pattern ESCAPE '\'`: as long as the text times the pattern at most.
  @Strict
  public static boolean like(String text, String pattern, String escape) {
    return new Pattern(pattern, escape).matches(text);
  }

  /// `a * b` of decimal figures.
  @Strict
  public static BigDecimal times(BigDecimal first, BigDecimal second) {
    if (first.precision() + second.precision() > MOST_DIGITS) {
      throw new AnswerEnds("A figure has more than %d digits.".formatted(MOST_DIGITS));
    }
    return first.multiply(second);
  }

  /// A pattern of LIKE.
  private record Pattern(String pattern, String escape) {
    boolean matches(String text) {
      int at = 0;
      int in = 0;
      // Where the last % stands, and how much of the text it has taken so far.
      int percent = -1;
      int taken = 0;
      while (at < text.length()) {
        boolean isPercent = in < pattern.length() && !isEscape(in) && pattern.charAt(in) == '%';
        if (isPercent) {
          percent = ++in;
          taken = at;
        } else if (in < pattern.length() && fits(in, text.charAt(at))) {
          at++;
          in += isEscape(in) ? 2 : 1;
        } else if (percent >= 0) {
          at = ++taken;
          in = percent;
        } else {
          return false;
        }
      }
      while (in < pattern.length() && !isEscape(in) && pattern.charAt(in) == '%') {
        in++;
      }
      return in == pattern.length();
    }

    private boolean isEscape(int in) {
      return !escape.isEmpty()
          && pattern.charAt(in) == escape.charAt(0)
          && in + 1 < pattern.length();
    }

    private boolean fits(int in, char c) {
      return isEscape(in)
          ? pattern.charAt(in + 1) == c
          : pattern.charAt(in) == '_' || pattern.charAt(in) == c;
    }
  }
}
