package io.insideout.runtime.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/// A log, and a reading of it that goes once around when it is told to. Each record is a row, in
/// one list with all others.
final class SteppedReading implements Share, BatchReader.Fold, AutoCloseable {
  private static final int MOST_STEPS = 1_000;
  private static final Index LISTED = new Index("all", "all", 0);

  private final Path directory;
  private final List<TopicPartition> all;
  private final int sweptAtOnce;
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
  private Set<Integer> wanted;
  private Set<Integer> shown = Set.of();
  private boolean isWhole;
  private MockConsumer<byte[], byte[]> consumer;
  private ViewStore store;
  private Reading reading;

  SteppedReading(Path directory, List<TopicPartition> all, int sweptAtOnce) {
    this.directory = directory;
    this.all = all;
    this.sweptAtOnce = sweptAtOnce;
    wanted = Reading.numbers(Set.copyOf(all));
    consumer = new MockConsumer<>("earliest");
    store = new ViewStore(directory);
    reading = new Reading(consumer, store, this, this, Duration.ZERO, sweptAtOnce);
  }

  void begin() {
    tellEnds();
    reading.begin(all);
  }

  /// Closes it and opens it again.
  void beginAgain() {
    close();
    consumer = new MockConsumer<>("earliest");
    store = new ViewStore(directory);
    reading = new Reading(consumer, store, this, this, Duration.ZERO, sweptAtOnce);
    begin();
  }

  void want(TopicPartition... partitions) {
    wanted = Reading.numbers(Set.of(partitions));
  }

  void keepAll() {
    wanted = Reading.numbers(Set.copyOf(all));
    isWhole = true;
  }

  @Override
  public Set<Integer> wanted(int partitions, Set<Integer> shown) {
    return wanted;
  }

  @Override
  public void shown(Set<Integer> partitions) {
    shown = partitions;
  }

  @Override
  public boolean isWhole() {
    return isWhole;
  }

  /// Whether others were told that it is shown.
  boolean isShown(TopicPartition partition) {
    return shown.contains(partition.partition());
  }

  boolean isAllShown() {
    return reading.isAllShown() && shown.equals(wanted);
  }

  boolean isSweeping() {
    return reading.isSweeping();
  }

  boolean isRead(TopicPartition partition) {
    return consumer.assignment().contains(partition);
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record, WriteBatch batch)
      throws RocksDBException {
    String key = new String(record.key(), UTF_8);
    batch.put(
        ViewStore.rowKey(key),
        ViewRow.bytes(record.partition(), record.offset(), 0, record.value()));
    batch.put(LISTED.entry(key), new byte[0]);
  }

  @Override
  public List<Index> drop(ViewRow row) {
    return List.of(LISTED);
  }

  @Override
  public void written() {}

  private List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
    return log.computeIfAbsent(partition, _ -> new ArrayList<>());
  }

  private long end(TopicPartition partition) {
    List<ConsumerRecord<byte[], byte[]>> records = records(partition);
    return records.isEmpty() ? 0 : records.getLast().offset() + 1;
  }

  void append(TopicPartition partition) {
    long offset = end(partition);
    // So the rows of all partitions stand between each other.
    String key = "%03d of %d".formatted(offset, partition.partition());
    records(partition)
        .add(
            new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                key.getBytes(UTF_8),
                new byte[] {1}));
  }

  /// The log does not tell any more that there was this record.
  void compactAway(TopicPartition partition, int index) {
    records(partition).remove(index);
  }

  private void tellEnds() {
    all.forEach(one -> consumer.updateEndOffsets(Map.of(one, end(one))));
  }

  /// Once around, as a reader does it.
  void step() {
    tellEnds();
    for (TopicPartition one : consumer.assignment()) {
      long position = consumer.position(one);
      records(one).stream()
          .filter(record -> record.offset() >= position)
          .forEach(consumer::addRecord);
    }
    try (WriteBatch batch = new WriteBatch()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
        take(record, batch);
      }
      consumer.assignment().forEach(one -> store.putPosition(batch, one, consumer.position(one)));
      store.write(batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
    reading.review();
  }

  void stepUntil(BooleanSupplier condition) {
    for (int steps = 0; !condition.getAsBoolean(); steps++) {
      assertThat(steps).as("steps until it is so").isLessThan(MOST_STEPS);
      step();
    }
  }

  /// The keys of all that is in the log of these.
  List<String> written(TopicPartition... partitions) {
    return List.of(partitions).stream()
        .flatMap(one -> records(one).stream())
        .map(record -> new String(record.key(), UTF_8))
        .toList();
  }

  /// The keys of all rows of these that are in the store.
  List<String> rows(TopicPartition... partitions) {
    Set<Integer> numbers = Reading.numbers(Set.of(partitions));
    return keys(new byte[] {ViewStore.ROW}, 1).stream()
        .filter(
            key ->
                numbers.contains(
                    ViewRow.of(key, Objects.requireNonNull(store.get(ViewStore.rowKey(key))))
                        .partition()))
        .toList();
  }

  /// The keys of all rows that the index has.
  List<String> listed() {
    byte[] prefix = Index.prefix(LISTED.name(), LISTED.value());
    return keys(prefix, prefix.length + Long.BYTES);
  }

  private List<String> keys(byte[] prefix, int from) {
    return store.frozen(
        frozen -> {
          List<String> keys = new ArrayList<>();
          try (RocksIterator entries = store.iterator(frozen)) {
            for (entries.seek(prefix);
                entries.isValid() && ViewStore.startsWith(entries.key(), prefix);
                entries.next()) {
              byte[] key = entries.key();
              keys.add(new String(key, from, key.length - from, UTF_8));
            }
          }
          return keys;
        });
  }

  /// How far a partition is read.
  long position(TopicPartition partition) {
    return store.position(partition);
  }

  @Override
  public void close() {
    consumer.close();
    store.close();
  }
}
