package io.insideout.connect.in;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.connect.AvroConverter;
import io.insideout.runtime.schema.Registry;
import io.insideout.runtime.schema.Schemas;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rows of a legacy table as records of a topic of the catalogue.
///
/// What services work by has exactly the catalogue's fields. Columns that the table has besides are
/// carried behind them, so that whoever asks for one finds it. When one of them changes in a way
/// that the registry does not take, they are left out: stock goes on. What is no topic of the
/// catalogue, such as a connector's heartbeats, is written as any other connector's values are.
public final class TableConverter extends AvroConverter {
  private static final Logger LOG = LoggerFactory.getLogger(TableConverter.class);

  /// A table's schema is the same object until the table changes.
  private final Map<Schema, TableRow> rows = Collections.synchronizedMap(new IdentityHashMap<>());

  // Kafka's interfaces are not annotated, yet pass and take null for a tombstone.
  @SuppressWarnings("NullAway")
  @Override
  public byte[] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
    Optional<Topic<? extends SpecificRecord>> target = Topics.named(topic);
    if (value == null || target.isEmpty()) {
      return super.fromConnectData(topic, schema, value);
    }
    if (!(value instanceof Struct row)) {
      throw new DataException("topic %s takes rows of a table".formatted(topic));
    }
    return converted(topic, () -> write(target.get(), requireNonNull(schema), row));
  }

  private byte[] write(Topic<? extends SpecificRecord> topic, Schema schema, Struct row) {
    TableRow known = rows.computeIfAbsent(schema, table -> TableRow.of(topic.schema(), table));
    try {
      return schemas().write(topic.subject(), new Schemas.Datum(known.schema(), known.value(row)));
    } catch (Registry.IncompatibleSchema e) {
      if (!known.hasMore()) {
        throw e;
      }
      LOG.warn(
          "the further columns of {} are left out of its records from here on: {}",
          topic.name(),
          e.getMessage());
      TableRow plain = known.withoutMore();
      rows.put(schema, plain);
      return schemas().write(topic.subject(), new Schemas.Datum(plain.schema(), plain.value(row)));
    }
  }
}
