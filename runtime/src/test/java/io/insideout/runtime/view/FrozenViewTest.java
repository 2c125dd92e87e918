package io.insideout.runtime.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

class FrozenViewTest {
  @TempDir Path directory;
  private ViewStore store;

  @BeforeEach
  void open() {
    store = new ViewStore(directory);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void put(String key, byte[] row) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(ViewStore.rowKey(key), row);
      store.write(batch);
    }
  }

  private static byte[] row(long offset, String value) {
    return ViewRow.bytes(2, offset, 1_000 + offset, value.getBytes(UTF_8));
  }

  @Test
  void a_row_has_the_coordinates_and_the_time_of_its_record() throws RocksDBException {
    put("a", row(7, "value"));

    try (FrozenView view = new FrozenView(store)) {
      ViewRow row = view.get("a");
      assertThat(row).isNotNull();
      assertThat(row.key()).isEqualTo("a");
      assertThat(row.partition()).isEqualTo(2);
      assertThat(row.offset()).isEqualTo(7);
      assertThat(row.timestampMillis()).isEqualTo(1_007);
      assertThat(row.value()).asString(UTF_8).isEqualTo("value");
      assertThat(view.get("b")).isNull();
    }
  }

  @Test
  void a_row_of_before_times_were_kept_is_read_as_it_is() throws RocksDBException {
    put("a", ByteBuffer.allocate(14).putInt(3).putLong(9).put((byte) 'o').put((byte) 'k').array());

    try (FrozenView view = new FrozenView(store)) {
      ViewRow row = view.get("a");
      assertThat(row).isNotNull();
      assertThat(row.partition()).isEqualTo(3);
      assertThat(row.offset()).isEqualTo(9);
      assertThat(row.timestampMillis()).isEqualTo(ViewRow.UNKNOWN);
      assertThat(row.value()).asString(UTF_8).isEqualTo("ok");
    }
  }

  @Test
  void what_comes_later_is_not_seen() throws RocksDBException {
    put("a", row(1, "before"));

    try (FrozenView view = new FrozenView(store)) {
      put("a", row(2, "after"));
      put("b", row(3, "new"));

      assertThat(view.page(null, 10)).extracting(ViewRow::offset).containsExactly(1L);
      assertThat(view.get("b")).isNull();
    }
    try (FrozenView view = new FrozenView(store)) {
      assertThat(view.page(null, 10)).extracting(ViewRow::offset).containsExactly(2L, 3L);
    }
  }

  @Test
  void pages_are_all_rows_once_and_nothing_else() throws RocksDBException {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      keys.add("key-%02d".formatted(i));
      put(keys.getLast(), row(i, "x"));
    }
    put("key-03-and-more", row(99, "x"));
    keys.add(4, "key-03-and-more");
    try (WriteBatch batch = new WriteBatch()) {
      store.putPosition(batch, new TopicPartition("topic", 0), 5);
      batch.put(new Index("i", "key-01", 1).entry("key-01"), new byte[0]);
      store.write(batch);
    }

    List<String> read = new ArrayList<>();
    try (FrozenView view = new FrozenView(store)) {
      for (List<ViewRow> page = view.page(null, 4);
          !page.isEmpty();
          page = view.page(read.getLast(), 4)) {
        page.forEach(one -> read.add(one.key()));
      }
    }
    assertThat(read).isEqualTo(keys);
  }

  @Test
  void who_reads_a_view_that_is_closed_is_told() throws RocksDBException {
    put("a", row(1, "x"));
    FrozenView view = new FrozenView(store);
    store.close();

    assertThatThrownBy(() -> view.get("a")).isInstanceOf(ViewClosed.class);
    assertThatThrownBy(() -> view.page(null, 1)).isInstanceOf(ViewClosed.class);
    view.close();
    view.close();
  }
}
