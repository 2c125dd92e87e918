package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Foreign text and bytes, made fit for a terminal.
final class Printable {
  private Printable() {}

  /// Control characters in foreign text must not reach a terminal.
  static String text(String text) {
    return text.replaceAll("\\p{Cntrl}", "�");
  }

  /// A key, which is text unless somebody did not know that.
  static String key(byte @Nullable [] key) {
    return key == null ? "" : text(new String(key, UTF_8));
  }

  /// Text no longer than this.
  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
  }

  /// Bytes in hexadecimal digits, the first of them where they are many.
  static String hex(byte[] bytes, int most) {
    String digits = HexFormat.of().formatHex(bytes, 0, Math.min(most, bytes.length));
    return bytes.length <= most
        ? digits
        : digits + "... (the first %,d of %,d bytes)".formatted(most, bytes.length);
  }
}
