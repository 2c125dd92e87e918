package io.insideout.connect.out;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.catalog.Topic;
import io.insideout.connect.SchemasConverter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/// Records of one topic as rows of one table: what a table does not hold flat stands in it as JSON.
/// A record that is no row of the table is none: it comes out as a tombstone.
abstract class RowConverter<V extends SpecificRecord> extends SchemasConverter {
  static final Schema TEXT = Schema.STRING_SCHEMA;
  static final Schema TEXT_OR_NULL = Schema.OPTIONAL_STRING_SCHEMA;
  static final Schema NUMBER = Schema.INT32_SCHEMA;
  static final Schema AMOUNT = Decimal.schema(2);

  /// As Debezium names it, whose sink makes the column's type of it.
  static final Schema JSON = SchemaBuilder.string().name("io.debezium.data.Json").build();

  static final Schema MOMENT =
      SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").build();

  static final ObjectMapper MAPPER = new ObjectMapper();

  private final Topic<V> topic;
  private final Schema row;
  private @Nullable Deserializer<V> reader;

  RowConverter(Topic<V> topic, Schema row) {
    this.topic = topic;
    this.row = row;
  }

  /// The row of a record, if it is one.
  abstract Optional<Struct> row(V value);

  @Override
  public void configure(Map<String, ?> properties, boolean isKey) {
    super.configure(properties, isKey);
    reader = schemas().serde(topic).deserializer();
  }

  @Override
  public SchemaAndValue toConnectData(String from, byte @Nullable [] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    return converted(
        from,
        () ->
            row(requireNonNull(reader).deserialize(from, value))
                .map(struct -> new SchemaAndValue(row, struct))
                .orElse(SchemaAndValue.NULL));
  }

  @Override
  public byte[] fromConnectData(String to, @Nullable Schema schema, @Nullable Object value) {
    throw new DataException("rows are only written to tables, not to " + to);
  }

  Struct newRow() {
    return new Struct(row);
  }

  static BigDecimal amount(long minor) {
    return BigDecimal.valueOf(minor, 2);
  }

  /// PostgreSQL's texts have every character but this one, those within JSON too.
  static @Nullable String text(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }
}
