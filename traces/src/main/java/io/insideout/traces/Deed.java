package io.insideout.traces;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericRecord;

/// What a value says was done, in as few words as there are in its schema: its enums, and of an
/// action that can be one of several, which. So there are few names of spans, and nobody's words or
/// data are among them.
final class Deed {
  private Deed() {}

  /// Such as `INVENTORY PASS`, or nothing.
  static String of(GenericRecord value) {
    return value.getSchema().getFields().stream()
        .flatMap(field -> word(field, value.get(field.pos())).stream())
        .collect(Collectors.joining(" "));
  }

  private static Optional<String> word(Schema.Field field, Object value) {
    if (field.schema().getType() == Schema.Type.ENUM) {
      return Optional.of(String.valueOf(value));
    }
    return isOneOfSeveral(field.schema()) && value instanceof GenericContainer one
        ? Optional.of(one.getSchema().getName())
        : Optional.empty();
  }

  private static boolean isOneOfSeveral(Schema schema) {
    List<Schema> branches = schema.isUnion() ? schema.getTypes() : List.of();
    return branches.stream().filter(one -> one.getType() == Schema.Type.RECORD).count() > 1;
  }
}
