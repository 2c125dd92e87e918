package io.insideout.connect.in;

import io.apicurio.registry.utils.converter.avro.AvroData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/// How the rows of one table become records: which column each field comes from, and which columns
/// there are besides.
///
/// A field is the column of its name in small letters: `onHand` is `on_hand`. A field in millionths
/// is a number in the table, with decimals or without: `listPriceMicros` is `list_price`.
///
/// @param schema of the records
/// @param columns of the catalogue's fields, by name of the field
/// @param more the columns that the catalogue does not know
record TableRow(
    org.apache.avro.Schema schema, Map<String, String> columns, List<String> more, AvroData avro) {
  private static final String MICROS = "Micros";
  private static final int MICROS_SCALE = 6;
  private static final int CACHED_SCHEMAS = 100;

  /// @throws DataException that names a column that the table would need
  static TableRow of(org.apache.avro.Schema catalogued, Schema table) {
    Map<String, String> columns = new TreeMap<>();
    for (Field field : catalogued.getFields()) {
      String column = column(field.name());
      if (table.field(column) == null) {
        throw new DataException(
            "the table of %s has no column %s any more".formatted(catalogued.getName(), column));
      }
      columns.put(field.name(), column);
    }
    AvroData avro = new AvroData(CACHED_SCHEMAS);
    List<String> more =
        table.fields().stream()
            .map(org.apache.kafka.connect.data.Field::name)
            .filter(column -> !columns.containsValue(column) && !columns.containsKey(column))
            .toList();
    List<Field> fields = new ArrayList<>();
    catalogued.getFields().forEach(field -> fields.add(new Field(field, field.schema())));
    for (String column : more) {
      fields.add(optional(column, avro.fromConnectSchema(table.field(column).schema())));
    }
    return new TableRow(with(catalogued, fields), columns, more, avro);
  }

  /// Records of before have no such column, so a record may always do without.
  private static Field optional(String column, org.apache.avro.Schema type) {
    org.apache.avro.Schema nothing =
        org.apache.avro.Schema.create(org.apache.avro.Schema.Type.NULL);
    List<org.apache.avro.Schema> branches = new ArrayList<>(List.of(nothing));
    if (type.isUnion()) {
      type.getTypes().stream().filter(one -> !one.equals(nothing)).forEach(branches::add);
    } else {
      branches.add(type);
    }
    return new Field(
        column,
        org.apache.avro.Schema.createUnion(branches),
        "A column of the table.",
        Field.NULL_DEFAULT_VALUE);
  }

  private static org.apache.avro.Schema with(
      org.apache.avro.Schema catalogued, List<Field> fields) {
    return org.apache.avro.Schema.createRecord(
        catalogued.getName(), catalogued.getDoc(), catalogued.getNamespace(), false, fields);
  }

  private static String column(String field) {
    String plain =
        field.endsWith(MICROS) ? field.substring(0, field.length() - MICROS.length()) : field;
    return plain.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  boolean hasMore() {
    return !more.isEmpty();
  }

  /// The same without the further columns.
  TableRow withoutMore() {
    List<Field> fields = new ArrayList<>();
    for (Field field : schema.getFields()) {
      if (columns.containsKey(field.name())) {
        fields.add(new Field(field, field.schema()));
      }
    }
    return new TableRow(with(schema, fields), columns, List.of(), avro);
  }

  /// A row as a record.
  ///
  /// @throws DataException that names a column whose value no record can have
  GenericRecord value(Struct row) {
    GenericRecord value = new GenericData.Record(schema);
    for (Map.Entry<String, String> column : columns.entrySet()) {
      value.put(column.getKey(), known(column.getKey(), column.getValue(), row));
    }
    if (hasMore() && avro.fromConnectData(row.schema(), row) instanceof GenericRecord whole) {
      more.forEach(column -> value.put(column, whole.get(column)));
    }
    return value;
  }

  private Object known(String field, String column, Struct row) {
    Object value = row.get(column);
    boolean isText =
        schema.getField(field).schema().getType() == org.apache.avro.Schema.Type.STRING;
    return switch (value) {
      case String text when isText -> text;
      case BigDecimal decimal when field.endsWith(MICROS) -> micros(column, decimal);
      case Long units when !isText -> whole(field, column, units);
      case Integer units when !isText -> whole(field, column, units);
      case Short units when !isText -> whole(field, column, units);
      case null, default ->
          throw new DataException("column %s has a value of another kind".formatted(column));
    };
  }

  /// A price without decimals is one as well.
  private static long whole(String field, String column, long units) {
    return field.endsWith(MICROS) ? micros(column, BigDecimal.valueOf(units)) : units;
  }

  private static long micros(String column, BigDecimal decimal) {
    try {
      return decimal.movePointRight(MICROS_SCALE).longValueExact();
    } catch (ArithmeticException e) {
      throw new DataException(
          "column %s has more than six decimals, or too large a number".formatted(column), e);
    }
  }
}
