package io.insideout.runtime.stream;

import io.insideout.catalog.Topic;
import io.insideout.runtime.schema.Schemas;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// Reads records that have what a record of their topic must have: a key always, and a value where
/// the topic is history, in which nothing can be deleted. What lacks it does not decode, so it is
/// set aside like any other bytes that nobody can use, before a service's code has to wonder.
final class WholeRecords {
  private WholeRecords() {}

  static Serde<String> keys() {
    Serde<String> texts = Serdes.String();
    return Serdes.serdeFrom(texts.serializer(), present(texts.deserializer(), "key"));
  }

  static <V extends SpecificRecord> Serde<V> values(Topic<V> topic, Schemas schemas) {
    Serde<V> serde = schemas.serde(topic);
    return topic.hasTombstones()
        ? serde
        : Serdes.serdeFrom(serde.serializer(), present(serde.deserializer(), "value"));
  }

  private static <T> Deserializer<T> present(Deserializer<T> deserializer, String what) {
    return (topic, bytes) -> {
      if (bytes == null) {
        throw new SerializationException("the record has no " + what);
      }
      return deserializer.deserialize(topic, bytes);
    };
  }
}
