package io.insideout.runtime.view;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Topic;
import io.insideout.runtime.Recent;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Redriven;
import io.insideout.runtime.schema.Registry.RegistryUnreachable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads committed records of a topic and writes them to a view, each batch with the positions that
/// it leads to.
final class ViewReader<V extends SpecificRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(ViewReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int RECENT_KEYS = 2_048;
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Topic<V> topic;
  private final LogClient log;
  private final ViewStore store;
  private final Deserializer<V> values;
  private final BiFunction<String, V, String> keys;
  private final Function<V, List<Index>> indexes;
  private final List<Consumer<Seen<V>>> listeners;
  private final List<Runnable> moves;
  private final Waiters waiters;
  // What changes once often changes again soon.
  private final Recent<String, List<Index>> recent = new Recent<>(RECENT_KEYS);
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private volatile int partitions;
  private volatile boolean closing;
  private volatile @Nullable Throwable failure;
  private @Nullable Thread thread;

  ViewReader(
      Topic<V> topic,
      LogClient log,
      ViewStore store,
      Deserializer<V> values,
      BiFunction<String, V, String> keys,
      Function<V, List<Index>> indexes,
      List<Consumer<Seen<V>>> listeners,
      List<Runnable> moves,
      Waiters waiters) {
    this.topic = topic;
    this.log = log;
    this.store = store;
    this.values = values;
    this.keys = keys;
    this.indexes = indexes;
    this.listeners = List.copyOf(listeners);
    this.moves = List.copyOf(moves);
    this.waiters = waiters;
    this.consumer = log.reader(topic.name() + "-view");
  }

  static String positionKey(int partition) {
    return "\0" + partition;
  }

  int partitions() {
    return partitions;
  }

  void start() throws InterruptedException {
    if (store.belongTo(topicId())) {
      LOG.warn("topic {} was made anew: its view is built again", topic.name());
    }
    List<TopicPartition> all = LogClient.partitions(consumer, topic);
    partitions = all.size();
    consumer.assign(all);
    all.forEach(p -> consumer.seek(p, store.position(p.partition())));
    Map<TopicPartition, Long> goal = consumer.endOffsets(all);
    thread = Thread.ofPlatform().name(topic.name() + "-view").start(() -> run(goal));
    caughtUp.await();
  }

  private String topicId() throws InterruptedException {
    try (Admin admin = log.admin()) {
      return requireNonNull(
              admin.describeTopics(List.of(topic.name())).allTopicNames().get().get(topic.name()))
          .topicId()
          .toString();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("cannot ask for topic " + topic.name(), e);
    }
  }

  private void run(Map<TopicPartition, Long> goal) {
    try (consumer) {
      while (!closing) {
        apply(consumer.poll(caughtUp.getCount() == 0 ? POLL : Duration.ofMillis(20)));
        if (caughtUp.getCount() > 0
            && goal.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
          caughtUp.countDown();
        }
      }
    } catch (WakeupException | InterruptException e) {
      LOG.debug("view of {} closes", topic.name());
    } catch (RuntimeException e) {
      failure = e;
      LOG.error("the view of {} stops", topic.name(), e);
    } finally {
      caughtUp.countDown();
    }
  }

  private void apply(ConsumerRecords<byte[], byte[]> records) {
    Changes<V> changes = new Changes<>(new LinkedHashSet<>(), new ArrayList<>());
    try (WriteBatch batch = new WriteBatch()) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        applyOne(record, batch, changes);
      }
      boolean moved = false;
      for (TopicPartition partition : consumer.assignment()) {
        // Markers of transactions take offsets too: the position passes them, the records do not.
        long position = consumer.position(partition);
        if (position != store.position(partition.partition())) {
          store.putPosition(batch, partition.partition(), position);
          moved = true;
        }
      }
      if (moved) {
        store.write(batch);
        tell(changes);
      }
    } catch (RocksDBException e) {
      throw new IllegalStateException("the view cannot be written", e);
    }
  }

  private void tell(Changes<V> changes) {
    changes.seen().forEach(row -> listeners.forEach(listener -> listener.accept(row)));
    changes.keys().forEach(waiters::wake);
    consumer.assignment().forEach(p -> waiters.wake(positionKey(p.partition())));
    moves.forEach(Runnable::run);
  }

  /// What a batch changed.
  ///
  /// @param seen every row as it came, those too that the same batch changed again
  private record Changes<V>(Set<String> keys, List<Seen<V>> seen) {}

  private void applyOne(ConsumerRecord<byte[], byte[]> record, WriteBatch batch, Changes<V> changes)
      throws RocksDBException {
    // What is sent again to one service was shown when it came first.
    if (Redriven.isAddressed(record.headers())) {
      return;
    }
    if (record.key() == null) {
      LOG.warn("{} has no key and is not shown", coordinates(record));
      return;
    }
    if (record.value() == null && !topic.hasTombstones()) {
      LOG.warn("{} has no value and is not shown", coordinates(record));
      return;
    }
    String recordKey = new String(record.key(), StandardCharsets.UTF_8);
    V value;
    try {
      value = decode(record.value());
    } catch (SerializationException e) {
      LOG.warn("{} does not decode and is not shown: {}", coordinates(record), e.getMessage());
      return;
    }
    String key = value == null ? recordKey : keys.apply(recordKey, value);
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

  /// A registry that does not answer says nothing about the record: it is asked again.
  private @Nullable V decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    while (true) {
      try {
        return values.deserialize(topic.name(), bytes);
      } catch (RegistryUnreachable e) {
        LOG.warn("the view of {} waits: {}", topic.name(), e.getMessage());
        java.util.concurrent.locks.LockSupport.parkNanos(RETRY.toNanos());
        if (closing) {
          throw new WakeupException();
        }
      }
    }
  }

  private static String coordinates(ConsumerRecord<?, ?> record) {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  Optional<String> trouble() {
    if (failure != null) {
      return Optional.of("stopped: " + failure);
    }
    return caughtUp.getCount() == 0 ? Optional.empty() : Optional.of("catching up");
  }

  void close() {
    closing = true;
    consumer.wakeup();
    Thread running = thread;
    if (running != null) {
      try {
        running.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
