package io.insideout.sql.table;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/// The type that Flink wants a value to have that is written by a schema: the very same one, with
/// the names and with what may be null.
final class WriterType {
  private static final String REQUIRED = " NOT NULL";

  private WriterType() {}

  static String of(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      List<Schema> others =
          schema.getTypes().stream().filter(one -> one.getType() != Schema.Type.NULL).toList();
      return plain(others.getFirst());
    }
    return plain(schema) + REQUIRED;
  }

  private static String plain(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    return switch (logical) {
      case LogicalTypes.Decimal decimal ->
          "DECIMAL(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale());
      case LogicalTypes.Date _ -> "DATE";
      case LogicalTypes.TimeMillis _ -> "TIME(3)";
      case LogicalTypes.TimestampMillis _ -> "TIMESTAMP(3)";
      case LogicalTypes.TimestampMicros _ -> "TIMESTAMP(6)";
      case null, default -> physical(schema);
    };
  }

  private static String physical(Schema schema) {
    return switch (schema.getType()) {
      case STRING, ENUM -> "STRING";
      case INT -> "INT";
      case LONG -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case BYTES -> "BYTES";
      case ARRAY -> "ARRAY<%s>".formatted(of(schema.getElementType()));
      case MAP -> "MAP<STRING NOT NULL, %s>".formatted(of(schema.getValueType()));
      case RECORD ->
          schema.getFields().stream()
              .map(field -> "`%s` %s".formatted(field.name(), of(field.schema())))
              .collect(joining(", ", "ROW<", ">"));
      case FIXED, NULL, UNION -> throw new IllegalArgumentException(schema + " is not of SQL");
    };
  }
}
