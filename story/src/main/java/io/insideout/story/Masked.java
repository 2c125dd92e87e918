package io.insideout.story;

import io.insideout.catalog.CardTokens;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/// A value of Avro as JSON that may be shown: of a card's token its last four characters, as orders
/// are shown elsewhere; of bytes how many they are; of a dead letter no stack trace.
final class Masked {
  /// Fields that nobody is shown whole, however deep they stand.
  private static final Set<String> TOKENS = Set.of("cardToken");

  /// Fields that are for those who mend the program: `./insideout dead-letters show` has them.
  private static final Set<String> INTERNAL = Set.of("stack");

  private static final int LONGEST_TEXT = 10_000;

  private Masked() {}

  /// Maps, lists, texts, numbers, truth values and null.
  static @Nullable Object json(@Nullable Object datum) {
    return switch (datum) {
      case null -> null;
      case IndexedRecord record -> fields(record);
      case List<?> all -> all.stream().map(Masked::element).toList();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        map.forEach((name, value) -> shown.put(String.valueOf(name), json(value)));
        yield shown;
      }
      case ByteBuffer bytes -> Map.of("bytes", bytes.remaining());
      case Number number -> number;
      case Boolean truth -> truth;
      default -> cut(datum.toString());
    };
  }

  /// No list of the catalogue has holes.
  private static Object element(Object datum) {
    Object shown = json(datum);
    return shown == null ? "" : shown;
  }

  private static Map<String, @Nullable Object> fields(IndexedRecord record) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    record.getSchema().getFields().stream()
        .filter(field -> !INTERNAL.contains(field.name()))
        .forEach(
            field -> {
              Object value = record.get(field.pos());
              shown.put(
                  field.name(),
                  value != null && TOKENS.contains(field.name())
                      ? CardTokens.masked(value.toString())
                      : json(value));
            });
    return shown;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
