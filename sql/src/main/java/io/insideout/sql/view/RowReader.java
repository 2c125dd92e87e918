package io.insideout.sql.view;

import io.insideout.runtime.view.ViewRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.runtime.FlatLists;
import org.jspecify.annotations.Nullable;

/// Makes rows of a view's bytes, as Calcite wants them: of each value the columns that are asked
/// for, and no more of it.
final class RowReader {
  private final Function<byte[], GenericRecord> values;
  private final List<String> columns;

  /// @param values read by a schema that has the columns for fields
  /// @param columns of the record's own, or a field's name
  RowReader(Function<byte[], GenericRecord> values, List<String> columns) {
    this.values = values;
    this.columns = List.copyOf(columns);
  }

  /// The row's values; where it has one column, that value itself; where it has none, for somebody
  /// who only counts, what Calcite has for that.
  @Nullable Object read(ViewRow row) {
    if (columns.isEmpty()) {
      return FlatLists.of();
    }
    GenericRecord value = values.apply(row.value());
    @Nullable Object[] cells = new @Nullable Object[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      String column = columns.get(i);
      cells[i] =
          switch (column) {
            case ViewTable.KEY -> row.key();
            case ViewTable.TIME -> row.timestampMillis();
            case ViewTable.PARTITION -> row.partition();
            case ViewTable.OFFSET -> row.offset();
            default -> of(value.get(column), value.getSchema().getField(column).schema());
          };
    }
    return cells.length == 1 ? cells[0] : cells;
  }

  private static @Nullable Object of(@Nullable Object value, Schema optional) {
    if (value == null) {
      return null;
    }
    Schema schema = ViewTypes.value(optional);
    return switch (value) {
      case CharSequence text -> text.toString();
      case ByteBuffer bytes -> bytes(bytes, schema);
      case Collection<?> list -> list(list, schema.getElementType());
      case Map<?, ?> map -> map(map, schema.getValueType());
      case IndexedRecord record -> fields(record);
      case Long micros when schema.getLogicalType() instanceof LogicalTypes.TimestampMicros ->
          Math.floorDiv(micros, 1_000L);
      case Number number -> number;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }

  private static Object bytes(ByteBuffer buffer, Schema schema) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? new BigDecimal(new BigInteger(bytes), decimal.getScale())
        : new ByteString(bytes);
  }

  private static List<@Nullable Object> list(Collection<?> values, Schema element) {
    List<@Nullable Object> list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(of(value, element)));
    return list;
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> values, Schema element) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    values.forEach((key, value) -> map.put(key.toString(), of(value, element)));
    return map;
  }

  private static @Nullable Object[] fields(IndexedRecord record) {
    List<Schema.Field> fields = record.getSchema().getFields();
    @Nullable Object[] row = new @Nullable Object[fields.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = of(record.get(i), fields.get(i).schema());
    }
    return row;
  }
}
