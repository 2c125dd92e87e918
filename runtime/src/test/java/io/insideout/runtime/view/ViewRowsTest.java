package io.insideout.runtime.view;

import static io.insideout.catalog.Topics.STOCK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.Stock;
import io.insideout.runtime.log.Redriven;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.store.Row;
import io.insideout.runtime.store.RowStore.Mark;
import io.insideout.runtime.store.Store.Count;
import io.insideout.runtime.store.StoreAway;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// The rows of a view, looked into and held against records.
class ViewRowsTest {
  @TempDir Path directory;
  private final Schemas schemas = Schemas.inMemory();
  private ViewStore store;

  @BeforeEach
  void open() {
    store = new ViewStore(directory);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private ViewRows<Stock> rows() {
    return rows((recordKey, _) -> recordKey);
  }

  private ViewRows<Stock> rows(BiFunction<String, Stock, String> keys) {
    return new ViewRows<>(
        STOCK, store, 2, schemas.serde(STOCK).deserializer(), keys, _ -> List.of());
  }

  private byte[] written(String sku, long onHand) {
    return schemas.serde(STOCK).serializer().serialize(STOCK.name(), new Stock(sku, onHand, 0L));
  }

  private void put(String key, long offset) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(ViewStore.rowKey(key), ViewRow.bytes(1, offset, 17, written(key, offset)));
      batch.put(new Index("i", key, 1).entry(key), new byte[0]);
      store.putPosition(batch, new TopicPartition("stock", 1), offset + 1);
      store.write(batch);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<String> keys(List<Row> rows) {
    return rows.stream().map(row -> new String(row.key(), UTF_8)).toList();
  }

  @Test
  void rows_are_told_in_the_order_of_their_keys_with_their_records() throws RocksDBException {
    for (int i = 0; i < 5; i++) {
      put("k" + i, i);
    }

    List<Row> first = rows().rows(null, bytes("k1"), 2);
    assertThat(keys(first)).containsExactly("k1", "k2");
    assertThat(keys(rows().rows(new Mark(bytes("k2"), 1), bytes("k1"), 9)))
        .containsExactly("k3", "k4");
    Row row = rows().rows(bytes("k3")).getFirst();
    assertThat(List.of((long) row.partition(), row.offset(), row.timestampMillis()))
        .containsExactly(1L, 3L, 17L);
    assertThat(row.value()).isEqualTo(written("k3", 3));
    assertThat(rows().rows(bytes("k9"))).isEmpty();
    assertThat(rows().count()).isEqualTo(new Count(5, true));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long offset, String key, byte @Nullable [] value) {
    return new ConsumerRecord<>(STOCK.name(), 1, offset, bytes(key), value);
  }

  @Test
  void a_row_is_made_of_its_record_alone() throws RocksDBException {
    put("tea", 3);
    Row row = rows().rows(bytes("tea")).getFirst();

    assertThat(rows().isMadeOf(row, record(3, "tea", written("tea", 3)))).isTrue();
    assertThat(rows().isMadeOf(row, record(4, "tea", written("tea", 3)))).isFalse();
    assertThat(rows().isMadeOf(row, record(3, "tea", written("tea", 4)))).isFalse();
    assertThat(rows().hasTaken(new TopicPartition("stock", 1), 3)).isTrue();
    assertThat(rows().hasTaken(new TopicPartition("stock", 1), 4)).isFalse();
    assertThat(rows().places(bytes("tea"), row).getFirst().partition()).isEqualTo(1);
  }

  @Test
  void a_record_is_of_the_key_that_the_view_gives_it() {
    ConsumerRecord<byte[], byte[]> addressed = record(1, "tea", written("tea", 1));
    Redriven.mark(addressed.headers(), "stock/1/0", "details");

    assertThat(rows().isOf(bytes("tea"), record(1, "tea", written("tea", 1)))).isTrue();
    assertThat(rows().isOf(bytes("tea"), record(1, "tea", null))).isTrue();
    assertThat(rows().isOf(bytes("tea"), addressed)).isFalse();
    assertThat(rows().isOf(bytes("tea"), record(1, "tea", bytes("no Avro")))).isFalse();
    assertThat(
            rows((key, stock) -> key + stock.getOnHand())
                .isOf(bytes("tea7"), record(1, "tea", written("tea", 7))))
        .isTrue();
  }

  @Test
  void a_view_that_is_closed_is_away() {
    ViewRows<Stock> rows = rows();
    store.close();

    assertThatThrownBy(() -> rows.rows(bytes("tea"))).isInstanceOf(StoreAway.class);
    assertThatThrownBy(() -> rows.rows(null, bytes(""), 1)).isInstanceOf(StoreAway.class);
    assertThatThrownBy(rows::count).isInstanceOf(StoreAway.class);
  }
}
