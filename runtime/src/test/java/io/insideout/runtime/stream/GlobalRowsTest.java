package io.insideout.runtime.stream;

import static io.insideout.catalog.Topics.STOCK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Stock;
import io.insideout.runtime.log.Redriven;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.store.Row;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which records of its topic a global table is made of, and what they make of it.
class GlobalRowsTest {
  private static final byte[] TEA = "tea".getBytes(UTF_8);

  private final Schemas schemas = Schemas.inMemory();
  private final GlobalRows<Stock> rows =
      GlobalRows.of(
          STOCK,
          new StoreBytes(
              "stock",
              null,
              () -> {
                throw new IllegalStateException("nobody asks it");
              }),
          "details",
          4,
          schemas);

  private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] value) {
    return new ConsumerRecord<>(STOCK.name(), 1, 5, TEA, value);
  }

  private byte[] written(long onHand) {
    return schemas.serde(STOCK).serializer().serialize(STOCK.name(), new Stock("tea", onHand, 0L));
  }

  @Test
  void what_decodes_or_deletes_is_of_the_key() {
    assertThat(rows.isOf(TEA, record(written(3)))).isTrue();
    assertThat(rows.isOf(TEA, record(null))).isTrue();
    assertThat(rows.isOf(TEA, record("no Avro".getBytes(UTF_8)))).isFalse();
    assertThat(rows.isOf("cup".getBytes(UTF_8), record(written(3)))).isFalse();
  }

  @Test
  void what_is_sent_again_to_another_service_is_passed_over() {
    ConsumerRecord<byte[], byte[]> own = record(written(3));
    ConsumerRecord<byte[], byte[]> foreign = record(written(3));
    Redriven.mark(own.headers(), "stock/1/2", "details");
    Redriven.mark(foreign.headers(), "stock/1/2", "fraud");

    assertThat(rows.isOf(TEA, own)).isTrue();
    assertThat(rows.isOf(TEA, foreign)).isFalse();
  }

  @Test
  void a_row_says_what_its_record_says_whatever_version_wrote_either() {
    Schema first =
        SchemaBuilder.record("Stock")
            .namespace(Stock.class.getPackageName())
            .fields()
            .requiredString("sku")
            .requiredLong("onHand")
            .endRecord();
    GenericData.Record old = new GenericData.Record(first);
    old.put("sku", "tea");
    old.put("onHand", 3L);
    byte[] before = schemas.write("stock-value", new Schemas.Datum(first, old));

    assertThat(rows.isMadeOf(row(written(3)), record(before))).isTrue();
    assertThat(rows.isMadeOf(row(written(4)), record(before))).isFalse();
    assertThat(rows.isMadeOf(row("no Avro".getBytes(UTF_8)), record(before))).isFalse();
  }

  private static Row row(byte[] value) {
    return new Row(TEA, Row.NOWHERE, Row.NOWHERE, 7, value);
  }
}
