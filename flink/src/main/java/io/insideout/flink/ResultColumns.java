package io.insideout.flink;

import java.util.List;
import java.util.Map;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;

/// The columns that a query gives, each with its type, and with the type that a topic can keep it
/// in: as SQL has it and as Avro has it.
final class ResultColumns {
  private ResultColumns() {}

  static List<Map<String, Object>> of(ResolvedSchema schema) {
    return schema.getColumns().stream().map(ResultColumns::of).toList();
  }

  private static Map<String, Object> of(Column column) {
    LogicalType type = column.getDataType().getLogicalType();
    AvroType kept = AvroType.of(type, column.getName());
    return Map.of(
        "name", column.getName(),
        "type", type.copy(true).asSerializableString(),
        "nullable", type.isNullable(),
        "kept", kept.sql(),
        "avro", kept.schema());
  }
}
