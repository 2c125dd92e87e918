package io.insideout.sql.table;

import io.insideout.sql.dialect.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/// The columns that an Avro record is in SQL, and the schema to read it by.
///
/// A column has its field's name in snake case; the schema to read by has these names, with the
/// fields' own as aliases, so that Avro itself finds one by the other. Any value may be null there,
/// as SQL has it, and a field that a record does not have is null. What SQL has no type for, such
/// as a union of several, is left out.
public final class AvroColumns {
  /// How a value stands in SQL.
  ///
  /// @param sql the type, as Flink writes it
  /// @param reader the schema to read it by
  private record Typed(String sql, Schema reader) {}

  private final Map<String, Schema> readers = new HashMap<>();
  private final Set<String> within = new HashSet<>();
  private final List<Column> columns;
  private final Schema writer;
  private final Schema reader;

  /// @param record the schema of a topic's values
  /// @throws IllegalArgumentException if it is not a record
  public AvroColumns(Schema record) {
    if (record.getType() != Schema.Type.RECORD) {
      throw new IllegalArgumentException(record.getFullName() + " is not a record");
    }
    within.add(record.getFullName());
    Map<Field, Typed> fields = fields(record);
    columns =
        fields.entrySet().stream()
            .map(one -> new Column(snake(one.getKey().name()), one.getValue().sql()))
            .toList();
    reader = reader(record, fields);
    writer = record;
  }

  /// The schema that values are written with: the topic's own, whose fields are the columns one by
  /// one. Empty where SQL has no type for one of them.
  Optional<Schema> writer() {
    return writer.getFields().size() == columns.size() ? Optional.of(writer) : Optional.empty();
  }

  /// The field that a column becomes: `card_token` as Avro's records have it, `cardToken`, if it is
  /// the same column again when it is read.
  static String camel(String column) {
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < column.length(); i++) {
      boolean isBoundary = column.charAt(i) == '_' && i > 0 && i + 1 < column.length();
      camel.append(isBoundary ? Character.toUpperCase(column.charAt(++i)) : column.charAt(i));
    }
    return snake(camel.toString()).equals(column) ? camel.toString() : column;
  }

  /// The columns, in the order of the fields.
  public List<Column> columns() {
    return columns;
  }

  /// The schema to read values by.
  public Schema reader() {
    return reader;
  }

  /// `cardToken` as SQL has it: `card_token`.
  static String snake(String name) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean begins =
          Character.isUpperCase(c)
              && i > 0
              && name.charAt(i - 1) != '_'
              && (!Character.isUpperCase(name.charAt(i - 1))
                  || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
      snake.append(begins ? "_" : "").append(c);
    }
    return snake.toString().toLowerCase(Locale.ROOT);
  }

  private Map<Field, Typed> fields(Schema record) {
    Map<Field, Typed> fields = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (Field field : record.getFields()) {
      Optional<Typed> typed = typed(field.schema());
      // Two fields that differ in case alone would be one column.
      if (typed.isPresent() && names.add(snake(field.name()))) {
        fields.put(field, typed.get());
      }
    }
    return fields;
  }

  private static Schema reader(Schema record, Map<Field, Typed> fields) {
    List<Field> readers = new ArrayList<>();
    fields.forEach(
        (field, typed) -> {
          Field reader =
              new Field(
                  snake(field.name()), nullable(typed.reader()), null, Field.NULL_DEFAULT_VALUE);
          if (!reader.name().equals(field.name())) {
            reader.addAlias(field.name());
          }
          readers.add(reader);
        });
    return Schema.createRecord(
        record.getName(), null, record.getNamespace(), record.isError(), readers);
  }

  private static Schema nullable(Schema schema) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
  }

  private Optional<Typed> typed(Schema schema) {
    Optional<Typed> logical = logical(schema);
    if (logical.isPresent()) {
      return logical;
    }
    return switch (schema.getType()) {
      case STRING -> plain("STRING", schema);
      case INT -> plain("INT", schema);
      case LONG -> plain("BIGINT", schema);
      case FLOAT -> plain("FLOAT", schema);
      case DOUBLE -> plain("DOUBLE", schema);
      case BOOLEAN -> plain("BOOLEAN", schema);
      case BYTES -> plain("BYTES", schema);
      case ENUM -> Optional.of(new Typed("STRING", schema));
      case ARRAY ->
          typed(schema.getElementType())
              .map(
                  one ->
                      new Typed(
                          "ARRAY<%s>".formatted(one.sql()),
                          Schema.createArray(nullable(one.reader()))));
      case MAP ->
          typed(schema.getValueType())
              .map(
                  one ->
                      new Typed(
                          "MAP<STRING, %s>".formatted(one.sql()),
                          Schema.createMap(nullable(one.reader()))));
      case UNION -> only(schema).flatMap(this::typed);
      case RECORD -> row(schema);
      case FIXED, NULL -> Optional.empty();
    };
  }

  /// Properties of a library that writes it, such as which class a text becomes, are not read here.
  private static Optional<Typed> plain(String sql, Schema schema) {
    return Optional.of(new Typed(sql, Schema.create(schema.getType())));
  }

  private static Optional<Typed> logical(Schema schema) {
    LogicalType type = schema.getLogicalType();
    return switch (type) {
      case LogicalTypes.Decimal decimal when schema.getType() == Schema.Type.BYTES ->
          Optional.of(
              new Typed(
                  "DECIMAL(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale()), schema));
      case LogicalTypes.Date _ -> Optional.of(new Typed("DATE", schema));
      case LogicalTypes.TimestampMillis _ -> Optional.of(new Typed("TIMESTAMP(3)", schema));
      case LogicalTypes.TimestampMicros _ -> Optional.of(new Typed("TIMESTAMP(6)", schema));
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Schema> only(Schema union) {
    List<Schema> others =
        union.getTypes().stream().filter(one -> one.getType() != Schema.Type.NULL).toList();
    return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
  }

  /// A record within itself has no end, and so no type.
  private Optional<Typed> row(Schema record) {
    if (!within.add(record.getFullName())) {
      return Optional.empty();
    }
    try {
      Map<Field, Typed> fields = fields(record);
      if (fields.isEmpty()) {
        return Optional.empty();
      }
      String sql =
          fields.entrySet().stream()
              .map(one -> "`%s` %s".formatted(snake(one.getKey().name()), one.getValue().sql()))
              .collect(Collectors.joining(", ", "ROW<", ">"));
      // The same record at two places is defined once.
      Schema known = readers.computeIfAbsent(record.getFullName(), _ -> reader(record, fields));
      return Optional.of(new Typed(sql, known));
    } finally {
      within.remove(record.getFullName());
    }
  }
}
