package io.insideout.flink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;

/// How a value of SQL is kept in a topic.
///
/// @param sql the type that a table of the topic has for it
/// @param schema Avro's, as JSON has it: text, or an object
record AvroType(String sql, Object schema) {
  /// Avro has milliseconds and microseconds.
  private static final int MILLIS = 3;

  private static final int MICROS = 6;

  /// @param name of the column, or of the path to a field: a record is called by it
  /// @throws ValidationException if it cannot be kept
  static AvroType of(LogicalType type, String name) {
    return switch (type.getTypeRoot()) {
      case CHAR, VARCHAR -> new AvroType("STRING", "string");
      case BOOLEAN -> new AvroType("BOOLEAN", "boolean");
      case TINYINT, SMALLINT, INTEGER -> new AvroType("INT", "int");
      case BIGINT -> new AvroType("BIGINT", "long");
      case FLOAT -> new AvroType("FLOAT", "float");
      case DOUBLE -> new AvroType("DOUBLE", "double");
      case BINARY, VARBINARY -> new AvroType("BYTES", "bytes");
      case DECIMAL -> decimal((DecimalType) type);
      case DATE -> new AvroType("DATE", logical("int", "date"));
      case TIME_WITHOUT_TIME_ZONE -> new AvroType("TIME(3)", logical("int", "time-millis"));
      case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp(((TimestampType) type).getPrecision());
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          timestamp(((LocalZonedTimestampType) type).getPrecision());
      case ARRAY -> array(((ArrayType) type).getElementType(), name);
      case MAP -> map(((MapType) type).getKeyType(), ((MapType) type).getValueType(), name);
      case ROW -> row((RowType) type, name);
      default ->
          throw new ValidationException(
              "column '%s' is %s, which a topic has no type for; CAST it to another"
                  .formatted(name, words(type)));
    };
  }

  private static String words(LogicalType type) {
    return type instanceof MultisetType ? "a multiset" : type.copy(true).asSummaryString();
  }

  private static Map<String, Object> logical(String type, String logicalType) {
    return Map.of("type", type, "logicalType", logicalType);
  }

  private static AvroType decimal(DecimalType type) {
    Map<String, Object> schema = new LinkedHashMap<>(logical("bytes", "decimal"));
    schema.put("precision", type.getPrecision());
    schema.put("scale", type.getScale());
    return new AvroType("DECIMAL(%d, %d)".formatted(type.getPrecision(), type.getScale()), schema);
  }

  private static AvroType timestamp(int precision) {
    return precision <= MILLIS
        ? new AvroType("TIMESTAMP(%d)".formatted(MILLIS), logical("long", "timestamp-millis"))
        : new AvroType("TIMESTAMP(%d)".formatted(MICROS), logical("long", "timestamp-micros"));
  }

  private static AvroType array(LogicalType element, String name) {
    AvroType kept = of(element, name);
    return new AvroType(
        "ARRAY<%s>".formatted(kept.sql()),
        Map.of("type", "array", "items", nullable(kept.schema())));
  }

  private static AvroType map(LogicalType key, LogicalType value, String name) {
    if (!of(key, name).sql().equals("STRING")) {
      throw new ValidationException(
          "column '%s' is a map whose keys are no text; CAST it".formatted(name));
    }
    AvroType kept = of(value, name);
    return new AvroType(
        "MAP<STRING, %s>".formatted(kept.sql()),
        Map.of("type", "map", "values", nullable(kept.schema())));
  }

  private static AvroType row(RowType type, String name) {
    List<String> sql = new ArrayList<>();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (RowType.RowField field : type.getFields()) {
      AvroType kept = of(field.getType(), name + "_" + field.getName());
      sql.add("`%s` %s".formatted(field.getName(), kept.sql()));
      fields.add(Map.of("name", field.getName(), "type", nullable(kept.schema())));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "record");
    schema.put("name", name);
    schema.put("fields", fields);
    return new AvroType("ROW<%s>".formatted(String.join(", ", sql)), schema);
  }

  private static Object nullable(Object schema) {
    return List.of("null", schema);
  }
}
