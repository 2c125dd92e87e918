package io.insideout.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/// What came from elsewhere, once it is in the log.
public final class Kept {
  private static final Schemas SCHEMAS = Schemas.inMemory();

  private Kept() {}

  /// What was taken can be written, and whoever reads it reads the same.
  public static <V extends SpecificRecord> void asItCame(V value, Class<V> type) {
    Serde<V> serde = SCHEMAS.serde(type.getName(), type);
    byte[] written = serde.serializer().serialize(Topics.ORDERS.name(), value);
    assertThat(serde.deserializer().deserialize(Topics.ORDERS.name(), written)).isEqualTo(value);
  }
}
