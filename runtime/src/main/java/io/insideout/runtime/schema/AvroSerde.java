package io.insideout.runtime.schema;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Values of one class in the registry's wire format. Writes with the class's own schema, reads
/// what any compatible schema has written. Safe for use by many threads.
final class AvroSerde<V extends SpecificRecord> implements Serde<V> {
  private final Schemas schemas;
  private final String subject;
  private final Class<V> type;
  private final Schema schema;
  private final SpecificDatumWriter<V> writer;
  private final Map<Integer, DatumReader<V>> readers = new ConcurrentHashMap<>();

  AvroSerde(Schemas schemas, String subject, Class<V> type) {
    this.schemas = schemas;
    this.subject = subject;
    this.type = type;
    this.schema = Schemas.schemaOf(type);
    this.writer = new SpecificDatumWriter<>(schema);
  }

  @Override
  public Serializer<V> serializer() {
    return (topic, value) -> write(value);
  }

  @Override
  public Deserializer<V> deserializer() {
    return (topic, bytes) -> read(bytes);
  }

  // A null value is a tombstone: Kafka's interfaces are not annotated, yet pass and take it.
  @SuppressWarnings("NullAway")
  private byte[] write(@Nullable V value) {
    return value == null ? null : WireFormat.write(schemas.id(subject, schema), writer, value);
  }

  @SuppressWarnings("NullAway")
  private V read(byte @Nullable [] bytes) {
    return bytes == null ? null : type.cast(WireFormat.read(bytes, this::reader));
  }

  private DatumReader<V> reader(int id) {
    DatumReader<V> known = readers.get(id);
    if (known != null) {
      return known;
    }
    DatumReader<V> made =
        new SpecificDatumReader<>(schemas.schema(id), schema, SpecificData.getForClass(type));
    readers.put(id, made);
    return made;
  }
}
