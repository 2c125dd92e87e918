package io.insideout.runtime.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.store.Row;
import io.insideout.runtime.store.RowStore.Mark;
import io.insideout.runtime.store.Store.Count;
import io.insideout.runtime.store.StoreAway;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.TimestampedKeyValueStoreWithHeaders;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.ValueTimestampHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stores of a topology as they are on disk, below all that Kafka Streams wraps them in.
class StoreBytesTest {
  private static final Serde<String> TEXT = Serdes.String();

  @TempDir Path directory;
  private final List<StateStore> opened = new ArrayList<>();

  private <S extends StateStore> S open(int partition, StoreBuilder<S> builder) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "rows");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    MockProcessorContext<String, String> context =
        new MockProcessorContext<>(
            properties,
            new TaskId(0, partition),
            directory.resolve(String.valueOf(partition)).toFile());
    S store = builder.withLoggingDisabled().build();
    StateStoreContext stores = context.getStateStoreContext();
    // What a running task sets before each record, and the mock does not.
    ((InternalProcessorContext<?, ?>) stores)
        .setRecordContext(
            new ProcessorRecordContext(0, 7, partition, "orders", new RecordHeaders()));
    store.init(stores, store);
    opened.add(store);
    return store;
  }

  private KeyValueStore<String, String> plain(int partition) {
    return open(
        partition, Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("rows"), TEXT, TEXT));
  }

  @AfterEach
  void close() {
    opened.forEach(StateStore::close);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<String> keys(List<Row> rows) {
    return rows.stream().map(row -> new String(row.key(), UTF_8)).toList();
  }

  @Test
  void a_value_is_told_as_the_changelog_has_it() {
    TimestampedKeyValueStore<String, String> timestamped =
        open(
            0,
            Stores.timestampedKeyValueStoreBuilder(
                Stores.persistentTimestampedKeyValueStore("timestamped"), TEXT, TEXT));
    TimestampedKeyValueStoreWithHeaders<String, String> withHeaders =
        open(
            0,
            Stores.timestampedKeyValueStoreWithHeadersBuilder(
                Stores.persistentTimestampedKeyValueStoreWithHeaders("headers"), TEXT, TEXT));
    KeyValueStore<String, String> plain = plain(0);
    plain.put("a", "plain");
    timestamped.put("a", ValueAndTimestamp.make("with a time", 17));
    withHeaders.put(
        "a",
        ValueTimestampHeaders.make(
            "with headers", 18, new RecordHeaders().add("cause", bytes("orders/0/3"))));

    assertThat(of(plain)).isEqualTo("plain at -1");
    assertThat(of(timestamped)).isEqualTo("with a time at 17");
    assertThat(of(withHeaders)).isEqualTo("with headers at 18");
  }

  private static String of(StateStore store) {
    Row row = new StoreBytes("rows", 0, () -> store).row(bytes("a")).orElseThrow();
    return new String(row.value(), UTF_8) + " at " + row.timestampMillis();
  }

  @Test
  void pages_of_several_partitions_are_in_the_order_of_keys_and_have_all_rows_once() {
    StateRows rows = divided(3);
    List<String> all = new ArrayList<>();
    Mark after = null;
    for (List<Row> page = rows.rows(after, bytes(""), 4);
        !page.isEmpty();
        page = rows.rows(after, bytes(""), 4)) {
      page.forEach(row -> all.add(new String(row.key(), UTF_8) + "/" + row.partition()));
      after = new Mark(page.getLast().key(), page.getLast().partition());
    }

    assertThat(all)
        .containsExactly(
            "k0/0", "k1/1", "k2/2", "k3/0", "k4/1", "k5/2", "k6/0", "k7/1", "k8/2", "same/0",
            "same/1", "same/2");
    assertThat(keys(rows.rows(null, bytes("k5"), 2))).containsExactly("k5", "k6");
    assertThat(rows.rows(bytes("same"))).extracting(Row::partition).containsExactly(0, 1, 2);
    assertThat(rows.rows(bytes("none"))).isEmpty();
    assertThat(rows.count()).isEqualTo(new Count(12, true));
  }

  @Test
  void large_rows_make_small_pages_and_none_is_passed_over() {
    List<KeyValueStore<String, String>> stores = new ArrayList<>();
    StateRows rows = divided(2, stores);
    stores.get(0).put("k1", "x".repeat(1 << 20));
    stores.get(0).put("k2", "x".repeat(1 << 20));

    assertThat(keys(rows.rows(null, bytes(""), 10))).containsExactly("k0", "k1");
    assertThat(keys(rows.rows(new Mark(bytes("k1"), 0), bytes(""), 10))).startsWith("k1", "k2");
  }

  private StateRows divided(int partitions) {
    return divided(partitions, new ArrayList<>());
  }

  private StateRows divided(int partitions, List<KeyValueStore<String, String>> stores) {
    for (int i = 0; i < partitions; i++) {
      stores.add(plain(i));
      stores.get(i).put("same", "in each");
    }
    for (int i = 0; i < 9; i++) {
      stores.get(i % partitions).put("k" + i, "value " + i);
    }
    return new StateRows(
        "rows",
        "service-rows-changelog",
        () -> IntStream.range(0, partitions).boxed().toList(),
        partition -> new StoreBytes("rows", partition, () -> stores.get(partition)));
  }

  @Test
  void a_row_is_held_against_its_partition_of_the_changelog() {
    StateRows rows = divided(2);
    Row row = rows.rows(bytes("k3")).getFirst();

    assertThat(rows.places(bytes("k3"), row))
        .containsExactly(new TopicPartition("service-rows-changelog", 1));
    assertThat(rows.places(bytes("none"), null)).hasSize(2);
    assertThat(rows.isMadeOf(row, record(1, "k3", "value 3"))).isTrue();
    assertThat(rows.isMadeOf(row, record(0, "k3", "value 3"))).isFalse();
    assertThat(rows.isMadeOf(row, record(1, "k3", "value 4"))).isFalse();
    assertThat(rows.isOf(bytes("k3"), record(1, "k3", "x"))).isTrue();
    assertThat(rows.isOf(bytes("k3"), record(1, "k4", "x"))).isFalse();
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, String key, String value) {
    return new ConsumerRecord<>("service-rows-changelog", partition, 5, bytes(key), bytes(value));
  }

  @Test
  void a_store_that_is_not_to_be_read_is_away() {
    KeyValueStore<String, String> store = plain(0);
    StoreBytes closed = new StoreBytes("rows", 0, () -> store);
    StoreBytes migrated =
        new StoreBytes(
            "rows",
            1,
            () -> {
              throw new InvalidStateStoreException("it has migrated");
            });
    store.close();

    for (StoreBytes away : List.of(closed, migrated)) {
      assertThatThrownBy(() -> away.row(bytes("a"))).isInstanceOf(StoreAway.class);
      assertThatThrownBy(() -> away.rows(null, bytes(""), 1)).isInstanceOf(StoreAway.class);
      assertThatThrownBy(away::count).isInstanceOf(StoreAway.class);
    }
  }
}
