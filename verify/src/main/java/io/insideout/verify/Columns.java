package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The columns of a row, by name. None at all stand for no row. As bytes they are the names and
/// values in turn, between them what no text of a database has; so equal rows have equal bytes.
final class Columns {
  private static final String BETWEEN = "\0";

  private final TreeMap<String, String> byName = new TreeMap<>();

  static byte[] bytes(SortedMap<String, String> columns) {
    StringJoiner text = new StringJoiner(BETWEEN);
    columns.forEach((name, value) -> text.add(name).add(value));
    return text.toString().getBytes(UTF_8);
  }

  static SortedMap<String, String> of(byte[] bytes) {
    SortedMap<String, String> columns = new TreeMap<>();
    if (bytes.length > 0) {
      String[] texts = new String(bytes, UTF_8).split(BETWEEN, -1);
      for (int i = 0; i < texts.length; i += 2) {
        columns.put(texts[i], texts[i + 1]);
      }
    }
    return columns;
  }

  /// A text, if there is one. A database has every character of the log's texts but one, and gets
  /// the sign of what cannot be shown in its place.
  Columns text(String name, @Nullable String value) {
    if (value != null) {
      byName.put(name, value.replace('\0', '\uFFFD'));
    }
    return this;
  }

  Columns number(String name, long value) {
    byName.put(name, Long.toString(value));
    return this;
  }

  /// A number of so many decimals.
  Columns decimal(String name, long unscaled, int scale) {
    byName.put(name, BigDecimal.valueOf(unscaled, scale).stripTrailingZeros().toPlainString());
    return this;
  }

  SortedMap<String, String> byName() {
    return byName;
  }
}
