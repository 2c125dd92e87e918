package io.insideout.sql.view;

import io.insideout.runtime.view.ViewRow;
import io.insideout.sql.dialect.Column;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.table.AvroColumns;
import io.insideout.sql.table.TopicTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// A view as a table of one query. All that the query reads of it is of one moment, however often
/// it comes back to it.
final class ViewTable extends AbstractTable implements TranslatableTable, AutoCloseable {
  static final String KEY = "record_key";
  static final String TIME = "record_time";
  static final String PARTITION = "record_partition";
  static final String OFFSET = "record_offset";

  private final Source source;
  private final Schema schema;
  private final List<String> columns = new ArrayList<>();
  private Source.@Nullable Rows rows;

  /// @param sql the query: what is not shown is there where it is named
  ViewTable(Relation relation, Source source, String sql) {
    this.source = source;
    this.schema = new AvroColumns(source.schema()).reader();
    relation.columns().stream().map(Column::name).forEach(columns::add);
    for (String hidden : List.of(PARTITION, OFFSET)) {
      if (sql.contains(hidden)) {
        columns.add(hidden);
      }
    }
  }

  /// Whether a column is the key of a row: the record's, or the field that names the same.
  boolean isKey(int column) {
    String name = columns.get(column);
    return name.equals(KEY) || name.equals(schema.getFields().getFirst().name());
  }

  String column(int column) {
    return columns.get(column);
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    RelDataTypeFactory.Builder row = types.builder();
    for (String column : columns) {
      row.add(column, type(column, types));
    }
    return row.build();
  }

  private RelDataType type(String column, RelDataTypeFactory types) {
    return switch (column) {
      case KEY -> types.createSqlType(SqlTypeName.VARCHAR);
      case TIME -> types.createSqlType(SqlTypeName.TIMESTAMP, 3);
      case PARTITION -> types.createSqlType(SqlTypeName.INTEGER);
      case OFFSET -> types.createSqlType(SqlTypeName.BIGINT);
      default -> ViewTypes.of(schema.getField(TopicTable.meant(column)).schema(), types);
    };
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return ViewScan.whole(context.getCluster(), table, this, columns.size());
  }

  /// From here on it is as of now.
  ///
  /// @throws io.insideout.runtime.http.Problem if the view is not so far within that time
  void freeze(Duration atMost) throws InterruptedException {
    rows = source.asOfNow(atMost);
  }

  /// What makes rows of some of the columns.
  RowReader reader(List<Integer> wanted) {
    List<String> names = wanted.stream().map(columns::get).map(TopicTable::meant).toList();
    return new RowReader(source.values(withOnly(Set.copyOf(names))), names);
  }

  /// Avro passes over what the schema to read by does not have.
  private Schema withOnly(Set<String> names) {
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      if (names.contains(field.name())) {
        fields.add(new Schema.Field(field, field.schema()));
      }
    }
    return Schema.createRecord(
        schema.getName(), null, schema.getNamespace(), schema.isError(), fields);
  }

  @Nullable ViewRow get(String key) {
    return rows().get(key);
  }

  List<ViewRow> page(@Nullable String after, int most) {
    return rows().page(after, most);
  }

  private Source.Rows rows() {
    return Objects.requireNonNull(rows, "nobody has said as of when");
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
    }
  }
}
