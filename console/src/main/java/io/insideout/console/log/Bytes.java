package io.insideout.console.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;

/// Bytes whose meaning nobody knows.
final class Bytes {
  private static final int MOST_SHOWN = 256;

  private Bytes() {}

  /// In hexadecimal digits, the first of them where they are many.
  static String shown(byte[] bytes) {
    String digits = HexFormat.of().formatHex(bytes, 0, Math.min(MOST_SHOWN, bytes.length));
    return bytes.length <= MOST_SHOWN
        ? "0x" + digits
        : "0x%s… (the first %,d of %,d bytes)".formatted(digits, MOST_SHOWN, bytes.length);
  }

  /// As text, where they are UTF-8 that can be looked at.
  static Optional<String> text(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.chars().anyMatch(one -> one < ' ' && !Character.isWhitespace(one))
          ? Optional.empty()
          : Optional.of(text);
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
