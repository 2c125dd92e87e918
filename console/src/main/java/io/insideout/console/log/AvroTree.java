package io.insideout.console.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/// A value in Avro's generic classes as names, lists, texts and numbers.
final class AvroTree {
  private AvroTree() {}

  static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case IndexedRecord record -> {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
          shown.put(field.name(), of(record.get(field.pos())));
        }
        yield shown;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        map.forEach((name, one) -> shown.put(String.valueOf(name), of(one)));
        yield shown;
      }
      case Collection<?> list -> {
        List<@Nullable Object> shown = new ArrayList<>();
        list.forEach(one -> shown.add(of(one)));
        yield shown;
      }
      case ByteBuffer buffer -> {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        yield Bytes.shown(bytes);
      }
      case GenericFixed fixed -> Bytes.shown(fixed.bytes());
      // JSON has no numbers for what is none.
      case Double number when !Double.isFinite(number) -> number.toString();
      case Float number when !Float.isFinite(number) -> number.toString();
      case Number number -> number;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }
}
