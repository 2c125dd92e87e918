package io.insideout.connect;

import static java.util.Objects.requireNonNull;

import io.apicurio.registry.serde.avro.NonRecordContainer;
import io.apicurio.registry.utils.converter.avro.AvroData;
import io.insideout.runtime.schema.Schemas;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/// Any connector's values as Avro in the registry's wire format, under the subject `<topic>-value`:
/// what the worker takes where a connector names no other.
public class AvroConverter extends SchemasConverter {
  private static final int CACHED_SCHEMAS = 100;

  private final AvroData avro = new AvroData(CACHED_SCHEMAS);

  // Kafka's interfaces are not annotated, yet pass and take null for a tombstone.
  @SuppressWarnings("NullAway")
  @Override
  public byte[] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return converted(
        topic,
        () ->
            schemas()
                .write(
                    topic + "-value",
                    new Schemas.Datum(
                        avro.fromConnectSchema(requireNonNull(schema)),
                        plain(avro.fromConnectData(schema, value)))));
  }

  /// What is no record comes in a wrapper.
  private static Object plain(Object value) {
    return value instanceof NonRecordContainer<?> wrapped ? wrapped.getValue() : value;
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    return converted(
        topic,
        () -> {
          Schemas.Datum read = schemas().readDatum(value);
          return avro.toConnectData(read.schema(), read.value());
        });
  }
}
