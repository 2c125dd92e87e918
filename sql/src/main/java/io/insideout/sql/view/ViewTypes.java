package io.insideout.sql.view;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Types as Calcite has them, of those that Avro has, and as they are shown.
final class ViewTypes {
  private ViewTypes() {}

  /// The type of an optional field.
  static RelDataType of(Schema schema, RelDataTypeFactory types) {
    return types.createTypeWithNullability(plain(value(schema), types), true);
  }

  /// Without the union by which a field is optional.
  static Schema value(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        ? schema.getTypes().stream()
            .filter(one -> one.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }

  private static RelDataType plain(Schema schema, RelDataTypeFactory types) {
    LogicalType logical = schema.getLogicalType();
    if (logical instanceof LogicalTypes.Decimal decimal) {
      return types.createSqlType(SqlTypeName.DECIMAL, decimal.getPrecision(), decimal.getScale());
    }
    if (logical instanceof LogicalTypes.Date) {
      return types.createSqlType(SqlTypeName.DATE);
    }
    if (logical instanceof LogicalTypes.TimestampMillis
        || logical instanceof LogicalTypes.TimestampMicros) {
      return types.createSqlType(SqlTypeName.TIMESTAMP, 3);
    }
    return switch (schema.getType()) {
      case STRING, ENUM -> types.createSqlType(SqlTypeName.VARCHAR);
      case INT -> types.createSqlType(SqlTypeName.INTEGER);
      case LONG -> types.createSqlType(SqlTypeName.BIGINT);
      case FLOAT -> types.createSqlType(SqlTypeName.REAL);
      case DOUBLE -> types.createSqlType(SqlTypeName.DOUBLE);
      case BOOLEAN -> types.createSqlType(SqlTypeName.BOOLEAN);
      case BYTES, FIXED -> types.createSqlType(SqlTypeName.VARBINARY);
      case ARRAY -> types.createArrayType(of(schema.getElementType(), types), -1);
      case MAP ->
          types.createMapType(
              types.createSqlType(SqlTypeName.VARCHAR), of(schema.getValueType(), types));
      case RECORD -> row(schema, types);
      case UNION, NULL -> throw new IllegalArgumentException(schema + " has no type in SQL");
    };
  }

  private static RelDataType row(Schema record, RelDataTypeFactory types) {
    List<RelDataType> fields = new ArrayList<>();
    record.getFields().forEach(field -> fields.add(of(field.schema(), types)));
    // So that a.b is a field of a column, and need not be orders.a.b.
    return types.createStructType(
        StructKind.PEEK_FIELDS_NO_EXPAND,
        fields,
        record.getFields().stream().map(Schema.Field::name).toList());
  }

  /// A type in the words of the dialect, which are Flink's.
  static String shown(RelDataType type) {
    return name(type) + (type.isNullable() ? "" : " NOT NULL");
  }

  private static String name(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case VARCHAR -> "STRING";
      case VARBINARY -> "BYTES";
      case INTEGER -> "INT";
      case REAL -> "FLOAT";
      case CHAR, BINARY -> "%s(%d)".formatted(type.getSqlTypeName(), type.getPrecision());
      case TIMESTAMP, TIME -> "%s(%d)".formatted(type.getSqlTypeName(), type.getPrecision());
      case DECIMAL -> "DECIMAL(%d, %d)".formatted(type.getPrecision(), type.getScale());
      case ARRAY, MULTISET -> "ARRAY<%s>".formatted(shown(inside(type.getComponentType())));
      case MAP ->
          "MAP<%s, %s>"
              .formatted(shown(inside(type.getKeyType())), shown(inside(type.getValueType())));
      case ROW ->
          type.getFieldList().stream()
              .map(ViewTypes::shown)
              .collect(Collectors.joining(", ", "ROW<", ">"));
      default -> type.getSqlTypeName().getName().toUpperCase(Locale.ROOT);
    };
  }

  private static String shown(RelDataTypeField field) {
    return "`%s` %s".formatted(field.getName(), shown(field.getType()));
  }

  private static RelDataType inside(@Nullable RelDataType type) {
    return requireNonNull(type);
  }
}
