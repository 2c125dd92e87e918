package io.insideout.runtime.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import java.lang.ref.WeakReference;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemasReaderTest {
  private static final int TIMES = 20;

  private final Schemas schemas = Schemas.inMemory();
  private final byte[] value =
      schemas
          .serde(Topics.STOCK)
          .serializer()
          .serialize(Topics.STOCK.name(), new Stock("a", 7L, 2L));

  private static Schema onlyUnits() {
    return SchemaBuilder.record("Stock")
        .namespace("io.insideout.catalog")
        .fields()
        .name("units")
        .aliases("onHand")
        .type()
        .nullable()
        .longType()
        .noDefault()
        .endRecord();
  }

  @Test
  void a_value_is_read_as_the_reader_has_it() {
    assertThat(schemas.reader(onlyUnits()).apply(value)).hasToString("{\"units\": 7}");
  }

  @Test
  void what_was_read_by_is_forgotten_with_the_reader() {
    WeakReference<Schema> readBy = read();
    for (int i = 0; i < TIMES && readBy.get() != null; i++) {
      System.gc();
    }

    assertThat(readBy.get()).isNull();
  }

  private WeakReference<Schema> read() {
    Schema as = onlyUnits();
    var _ = schemas.reader(as).apply(value);
    return new WeakReference<>(as);
  }
}
