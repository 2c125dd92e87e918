package io.insideout.flink;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/// Flink's values as JSON has them: times as ISO 8601 in UTC, bytes as text where they are text.
final class Values {
  private Values() {}

  static List<@Nullable Object> of(Row row) {
    List<@Nullable Object> values = new ArrayList<>(row.getArity());
    for (int i = 0; i < row.getArity(); i++) {
      values.add(of(row.getField(i)));
    }
    return values;
  }

  private static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      // The session's zone is UTC.
      case LocalDateTime time -> time.toInstant(ZoneOffset.UTC).toString();
      case byte[] bytes -> text(bytes);
      case Row nested -> fields(nested);
      case Map<?, ?> map -> entries(map);
      case Object[] array -> Arrays.stream(array).map(Values::of).toList();
      case Number number -> number;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }

  private static Object fields(Row row) {
    Set<String> names = row.getFieldNames(true);
    if (names == null) {
      return of(row);
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    names.forEach(name -> fields.put(name, of(row.getField(name))));
    return fields;
  }

  private static Map<String, @Nullable Object> entries(Map<?, ?> map) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    map.forEach((key, value) -> entries.put(String.valueOf(of(key)), of(value)));
    return entries;
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      return Base64.getEncoder().encodeToString(bytes);
    }
  }
}
