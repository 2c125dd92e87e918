package io.insideout.runtime.view;

import io.insideout.catalog.Topic;
import io.insideout.runtime.Recent;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Redriven;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a view of committed records of a topic: for each key its newest row, and its entries in
/// the indexes.
final class ViewReader<V extends SpecificRecord> implements BatchReader.Fold {
  private static final Logger LOG = LoggerFactory.getLogger(ViewReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  /// What is divided is looked at more often, for others may come and go.
  private static final Duration POLL_OF_SHARE = Duration.ofMillis(200);

  private static final int RECENT_KEYS = 2_048;

  private final Topic<V> topic;
  private final ViewStore store;
  private final Deserializer<V> values;
  private final RowKeys<V> keys;
  private final Function<V, List<Index>> indexes;
  private final List<Consumer<Seen<V>>> listeners;
  private final Moves moves;
  private final Waiters waiters;
  // What changes once often changes again soon.
  private final Recent<String, List<Index>> recent = new Recent<>(RECENT_KEYS);
  private final BatchReader reader;
  private final Changes<V> changes = new Changes<>(new LinkedHashSet<>(), new ArrayList<>());

  ViewReader(
      Topic<V> topic,
      LogClient log,
      ViewStore store,
      Deserializer<V> values,
      RowKeys<V> keys,
      Function<V, List<Index>> indexes,
      Share share,
      CommittedEnds ends,
      List<Consumer<Seen<V>>> listeners,
      Moves moves,
      Waiters waiters) {
    this.topic = topic;
    this.store = store;
    this.values = values;
    this.keys = keys;
    this.indexes = indexes;
    this.listeners = List.copyOf(listeners);
    this.moves = moves;
    this.waiters = waiters;
    String name = topic.name() + "-view";
    this.reader =
        new BatchReader(
            name,
            List.of(topic.name()),
            TopicIds.of(log, List.of(topic.name())),
            log.reader(name),
            store,
            share.isWhole() ? POLL : POLL_OF_SHARE,
            share,
            ends,
            this);
  }

  static String positionKey(int partition) {
    return "\0" + partition;
  }

  int partitions() {
    return reader.partitions().size();
  }

  Set<Integer> shown() {
    return reader.shown();
  }

  void start() throws InterruptedException {
    reader.start();
  }

  /// Whoever waits for what is left to others has to ask them.
  @Override
  public void reshared() {
    waiters.wakeAll();
    moves.happened();
  }

  @Override
  public List<Index> drop(ViewRow row) {
    recent.remove(row.key());
    V value = decode(row.value());
    return value == null ? List.of() : indexes.apply(value);
  }

  @Override
  public void written() {
    changes.seen().forEach(row -> listeners.forEach(listener -> listener.accept(row)));
    changes.keys().forEach(waiters::wake);
    reader.partitions().forEach(p -> waiters.wake(positionKey(p.partition())));
    moves.happened();
    changes.keys().clear();
    changes.seen().clear();
  }

  @Override
  public void forget() {
    changes.keys().clear();
    changes.seen().clear();
    recent.clear();
  }

  /// What a batch changes.
  ///
  /// @param seen every row as it came, those too that the same batch changed again
  private record Changes<V>(Set<String> keys, List<Seen<V>> seen) {}

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record, WriteBatch batch)
      throws RocksDBException {
    // What is sent again to one service was shown when it came first.
    if (Redriven.isAddressed(record.headers())) {
      return;
    }
    if (record.key() == null) {
      LOG.warn("{} has no key and is not shown", Causes.coordinates(record));
      return;
    }
    if (record.value() == null && !topic.hasTombstones()) {
      LOG.warn("{} has no value and is not shown", Causes.coordinates(record));
      return;
    }
    String recordKey = new String(record.key(), StandardCharsets.UTF_8);
    V value;
    try {
      value = decode(record.value());
    } catch (SerializationException e) {
      LOG.warn(
          "{} does not decode and is not shown: {}", Causes.coordinates(record), e.getMessage());
      return;
    }
    String key = value == null ? recordKey : keys.of().apply(recordKey, value);
    List<Index> entriesBefore = entriesOf(key);
    List<Index> entries = value == null ? List.of() : indexes.apply(value);
    recent.put(key, entries);
    changes.keys().add(key);
    for (Index index : entriesBefore) {
      if (!entries.contains(index)) {
        batch.delete(index.entry(key));
      }
    }
    if (value == null) {
      batch.delete(ViewStore.rowKey(key));
      return;
    }
    batch.put(
        ViewStore.rowKey(key),
        ViewRow.bytes(record.partition(), record.offset(), record.timestamp(), record.value()));
    for (Index index : entries) {
      // An index entry that was there stays as it is.
      if (!entriesBefore.contains(index)) {
        batch.put(index.entry(key), new byte[0]);
      }
    }
    changes.seen().add(new Seen<>(key, value, record.partition(), record.offset()));
  }

  /// The index entries that a key has so far.
  private List<Index> entriesOf(String key) {
    List<Index> known = recent.get(key);
    if (known != null) {
      return known;
    }
    byte[] row = store.get(ViewStore.rowKey(key));
    V value = row == null ? null : decode(ViewRow.of(ViewStore.rowKey(key), row).value());
    return value == null ? List.of() : indexes.apply(value);
  }

  private @Nullable V decode(byte @Nullable [] bytes) {
    return bytes == null ? null : reader.patiently(() -> values.deserialize(topic.name(), bytes));
  }

  long asOfMillis() {
    return reader.asOfMillis();
  }

  Flow flow() {
    return reader.flow();
  }

  Optional<String> trouble() {
    return reader.trouble();
  }

  void close() {
    reader.close();
  }
}
