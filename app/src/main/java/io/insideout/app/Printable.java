package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Foreign text and bytes, made fit for a terminal.
final class Printable {
  /// What a terminal obeys instead of showing it: control characters, those above ASCII too, and
  /// what ends a line or turns its direction.
  private static final Pattern OBEYED =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]");

  private static final String ELLIPSIS = "...";

  private Printable() {}

  /// Control characters in foreign text must not reach a terminal.
  static String text(String text) {
    return OBEYED.matcher(text).replaceAll("�");
  }

  /// JSON of foreign values on one line: the same to whoever parses it, and harmless to look at.
  static String json(byte[] json) {
    return OBEYED
        .matcher(new String(json, UTF_8))
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  /// A key, which is text unless somebody did not know that.
  static String key(byte @Nullable [] key) {
    return key == null ? "" : text(new String(key, UTF_8));
  }

  /// Text no longer than this.
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    return longest <= ELLIPSIS.length()
        ? ELLIPSIS.substring(0, longest)
        : text.substring(0, longest - ELLIPSIS.length()) + ELLIPSIS;
  }

  /// Bytes in hexadecimal digits, the first of them where they are many.
  static String hex(byte[] bytes, int most) {
    String digits = HexFormat.of().formatHex(bytes, 0, Math.min(most, bytes.length));
    return bytes.length <= most
        ? digits
        : digits + "... (the first %,d of %,d bytes)".formatted(most, bytes.length);
  }
}
