package io.insideout.runtime.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.log.Causes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

class RecordRowsTest {
  @TempDir Path directory;
  private ViewStore store;

  @BeforeEach
  void open() {
    store = new ViewStore(directory, true);
  }

  @AfterEach
  void close() {
    store.close();
  }

  // Kafka's classes are not annotated: a record may be without key and value.
  @SuppressWarnings("NullAway")
  private static ConsumerRecord<byte[], byte[]> record(
      String topic, long offset, @Nullable String writtenMillis, @Nullable String value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("empty", null);
    if (writtenMillis != null) {
      headers.add(Causes.WRITTEN, writtenMillis.getBytes(UTF_8));
    }
    return new ConsumerRecord<>(
        topic,
        3,
        offset,
        77,
        TimestampType.CREATE_TIME,
        0,
        0,
        value == null ? null : "key".getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8),
        headers,
        Optional.empty());
  }

  private void put(String about, ConsumerRecord<byte[], byte[]> record) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(RecordBytes.key(about, record), RecordBytes.row(record));
      store.write(batch);
    }
  }

  private Kept read(String about, int most) {
    return RecordRows.read(store, RecordBytes.prefix(about), most);
  }

  private static List<Long> offsets(Kept kept) {
    return kept.records().stream().map(ConsumerRecord::offset).toList();
  }

  @Test
  void a_record_is_kept_whole() throws RocksDBException {
    put("o", record("orders", 9, "5", "value"));
    put("o", record("emails", 8, "6", null));

    List<ConsumerRecord<byte[], byte[]>> records = read("o", 10).records();
    ConsumerRecord<byte[], byte[]> first = records.getFirst();
    assertThat(first.topic()).isEqualTo("orders");
    assertThat(first.partition()).isEqualTo(3);
    assertThat(first.offset()).isEqualTo(9);
    assertThat(first.timestamp()).isEqualTo(77);
    assertThat(first.key()).asString(UTF_8).isEqualTo("key");
    assertThat(first.value()).asString(UTF_8).isEqualTo("value");
    assertThat(first.headers().toArray()).hasSize(2);
    assertThat(first.headers().lastHeader("empty").value()).isNull();
    assertThat(records.getLast().key()).isNull();
    assertThat(records.getLast().value()).isNull();
  }

  @Test
  void they_stand_as_they_were_written_and_where_none_says_so_by_event_time()
      throws RocksDBException {
    put("o", record("orders", 1, "100", "x"));
    put("o", record("payments", 2, "99", "x"));
    put("o", record("orders", 3, "rubbish", "x"));

    assertThat(offsets(read("o", 10))).containsExactly(3L, 2L, 1L);
  }

  @Test
  void nobody_is_shown_what_is_of_somebody_whose_name_begins_the_same() throws RocksDBException {
    for (String about : List.of("a", "ab", "a\0", "a\0b", "")) {
      put(about, record("orders", about.length(), "1", about));
    }
    for (String about : List.of("a", "ab", "a\0", "a\0b", "")) {
      assertThat(read(about, 10).records())
          .singleElement()
          .satisfies(record -> assertThat(record.value()).asString(UTF_8).isEqualTo(about));
    }
    assertThat(read("abc", 10).records()).isEmpty();
  }

  @Test
  void of_many_the_first_and_the_last_are_read_and_it_is_said() throws RocksDBException {
    for (long offset = 0; offset < 25; offset++) {
      put("o", record("orders", offset, String.valueOf(offset), "x"));
    }
    put("p", record("orders", 99, "99", "x"));

    assertThat(read("o", 10).isCut()).isTrue();
    assertThat(offsets(read("o", 10))).containsExactly(0L, 1L, 2L, 3L, 4L, 20L, 21L, 22L, 23L, 24L);
    for (int most : List.of(26, 50)) {
      assertThat(read("o", most).isCut()).isFalse();
      assertThat(offsets(read("o", most))).isEqualTo(LongStream.range(0, 25).boxed().toList());
    }
  }

  @Test
  void large_records_are_fewer() throws RocksDBException {
    String large = "x".repeat(1 << 20);
    for (long offset = 0; offset < 20; offset++) {
      put("o", record("orders", offset, String.valueOf(offset), large));
    }
    Kept kept = read("o", 1_000);
    assertThat(kept.isCut()).isTrue();
    assertThat(kept.records()).hasSizeBetween(4, 10);
  }
}
