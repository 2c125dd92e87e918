package io.insideout.sql.view;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/// Calcite's values as JSON has them, and as they are shown of streams: times as ISO 8601 in UTC,
/// bytes as text where they are text.
final class Cells {
  private static final long NANOS_OF_A_MILLISECOND = 1_000_000;

  private Cells() {}

  static @Nullable Object shown(@Nullable Object value, RelDataType type) {
    if (value == null) {
      return null;
    }
    return switch (type.getSqlTypeName()) {
      case DATE -> LocalDate.ofEpochDay(((Number) value).longValue()).toString();
      case TIME ->
          LocalTime.ofNanoOfDay(((Number) value).longValue() * NANOS_OF_A_MILLISECOND).toString();
      case TIMESTAMP -> Instant.ofEpochMilli(((Number) value).longValue()).toString();
      case ARRAY, MULTISET -> list((List<?>) value, requireNonNull(type.getComponentType()));
      case MAP -> map((Map<?, ?>) value, type);
      case ROW -> fields(value, type.getFieldList());
      default -> plain(value);
    };
  }

  private static Object plain(Object value) {
    return switch (value) {
      case ByteString bytes -> text(bytes.getBytes());
      case BigDecimal figure -> figure;
      case Number number -> number;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }

  private static List<@Nullable Object> list(List<?> values, RelDataType type) {
    List<@Nullable Object> shown = new ArrayList<>(values.size());
    values.forEach(value -> shown.add(shown(value, type)));
    return shown;
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> values, RelDataType type) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    values.forEach(
        (key, value) ->
            shown.put(String.valueOf(key), shown(value, requireNonNull(type.getValueType()))));
    return shown;
  }

  private static Map<String, @Nullable Object> fields(Object row, List<RelDataTypeField> fields) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      Object cell = row instanceof List<?> list ? list.get(i) : ((Object[]) row)[i];
      shown.put(fields.get(i).getName(), shown(cell, fields.get(i).getType()));
    }
    return shown;
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      return Base64.getEncoder().encodeToString(bytes);
    }
  }
}
