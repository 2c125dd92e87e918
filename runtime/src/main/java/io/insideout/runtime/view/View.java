package io.insideout.runtime.view;

import static io.insideout.runtime.view.ViewStore.startsWith;

import io.insideout.catalog.Topic;
import io.insideout.runtime.Part;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/// A table of a topic: for each key the newest committed value, on disk, with indexes. It is a fold
/// of the log and nothing else: wiped, it builds itself again; killed, it goes on where it was. It
/// never shows what a transaction may still take back, and it never goes back in time.
public final class View<V extends SpecificRecord> implements Part {
  private final Topic<V> topic;
  private final Path directory;
  private final LogClient log;
  private final Deserializer<V> values;
  private final BiFunction<String, V, String> keys;
  private final Function<V, List<Index>> indexes;
  private final List<Consumer<Seen<V>>> listeners = new ArrayList<>();
  private final Moves moves = new Moves();
  private final Waiters waiters = new Waiters();
  private final CommittedEnds ends;
  private @Nullable ViewStore store;
  private @Nullable ViewReader<V> reader;

  /// @param directory where the view is kept
  /// @param indexes the entries by which a value can be listed
  public View(
      Topic<V> topic,
      Path directory,
      LogClient log,
      Schemas schemas,
      Function<V, List<Index>> indexes) {
    this(topic, directory, log, schemas, indexes, (recordKey, _) -> recordKey);
  }

  /// The same of a topic that has several things under one key, such as all shipments of an order.
  /// A record without a value is nobody's here.
  ///
  /// @param keys the key of the row that a record is, by the record's key and its value
  public View(
      Topic<V> topic,
      Path directory,
      LogClient log,
      Schemas schemas,
      Function<V, List<Index>> indexes,
      BiFunction<String, V, String> keys) {
    this.topic = topic;
    this.directory = directory;
    this.log = log;
    this.keys = keys;
    this.ends = new CommittedEnds(log);
    this.values = schemas.serde(topic).deserializer();
    this.indexes = indexes;
  }

  /// Calls back with each row that came, once the view shows it or a later one of its key, in the
  /// reader's thread. Before the start only.
  public void onChange(Consumer<Seen<V>> listener) {
    listeners.add(listener);
  }

  /// That it shows more than before.
  public Moves moves() {
    return moves;
  }

  @Override
  public String name() {
    return topic.name() + " view";
  }

  /// Opens the view and returns when it has caught up with what was in the log at this moment.
  @Override
  public void start() throws InterruptedException {
    ViewStore opened = new ViewStore(directory);
    store = opened;
    ViewReader<V> starting =
        new ViewReader<>(topic, log, opened, values, keys, indexes, listeners, moves, waiters);
    reader = starting;
    starting.start();
  }

  /// The row of a key, or null.
  public @Nullable Seen<V> get(String key) {
    return Sight.<@Nullable Seen<V>>through(this, () -> row(key));
  }

  private @Nullable Seen<V> row(String key) {
    byte[] row = opened().get(ViewStore.rowKey(key));
    return row == null ? null : seen(key, row);
  }

  /// Waits until the row of a key is as wanted, for any number of callers.
  ///
  /// @param enough is asked with the row, or with null while there is none
  /// @return the row as it was seen last, which is not as wanted where the time was over
  public @Nullable Seen<V> await(String key, Predicate<@Nullable Seen<V>> enough, Duration atMost)
      throws InterruptedException {
    return waiters.<@Nullable Seen<V>>await(key, () -> get(key), enough, atMost);
  }

  /// Waits until the view shows what stands at these coordinates.
  ///
  /// @return whether it does
  public boolean awaitOffset(int partition, long offset, Duration atMost)
      throws InterruptedException {
    return waiters.await(
        ViewReader.positionKey(partition),
        () -> position(partition) > offset,
        shown -> shown,
        atMost);
  }

  /// Waits until the view shows all that is committed at the call. So whoever was told that
  /// something is durable finds it here, whoever told it, and also where it stands behind a
  /// transaction that was open still: nobody who reads committed records sees it before that ends.
  ///
  /// @return whether it does
  public boolean awaitCommitted(Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    for (Map.Entry<TopicPartition, Long> end : ends.written(places(), atMost).entrySet()) {
      Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
      if (!awaitOffset(end.getKey().partition(), end.getValue() - 1, left)) {
        return false;
      }
    }
    return true;
  }

  /// The next offset of a partition that the view has not applied.
  public long position(int partition) {
    return opened().position(new TopicPartition(topic.name(), partition));
  }

  /// The topic that this is the view of.
  public String topicName() {
    return topic.name();
  }

  /// How many partitions the topic has in this log.
  public int partitions() {
    ViewReader<V> running = reader;
    if (running == null) {
      throw new IllegalStateException(name() + " is not started");
    }
    return running.partitions();
  }

  /// Rows by an index, newest first.
  ///
  /// @param after a page's `next`, or null to begin
  /// @param fromMicros the earliest time of a row, inclusive, microseconds since the epoch
  /// @param toMicros the latest time of a row, exclusive
  /// @param limit how many rows at most; looks at no more than 100 times as many
  /// @throws IllegalArgumentException if `after` is not of this index and value
  public Page<V> list(
      String index,
      String value,
      byte @Nullable [] after,
      long fromMicros,
      long toMicros,
      Predicate<V> wanted,
      int limit) {
    IndexedRows<V> rows = new IndexedRows<>(opened(), this::row);
    return Sight.through(
        this, () -> rows.page(index, value, after, fromMicros, toMicros, wanted, limit));
  }

  /// Goes through all rows as they are at one moment, in the order of their keys.
  ///
  /// @param positions is called first, with the next offset of each partition at that moment
  public void dump(Consumer<List<Long>> positions, Consumer<ViewRow> rows) {
    opened()
        .frozen(
            frozen -> {
              positions.accept(positions(frozen));
              try (RocksIterator iterator = opened().iterator(frozen)) {
                byte[] prefix = {ViewStore.ROW};
                for (iterator.seek(prefix);
                    iterator.isValid() && startsWith(iterator.key(), prefix);
                    iterator.next()) {
                  rows.accept(ViewRow.of(iterator.key(), iterator.value()));
                }
              }
              return true;
            });
  }

  /// The view as it is at this moment, to be read while it goes on. The caller closes it.
  public FrozenView freeze() {
    return new FrozenView(opened());
  }

  private List<Long> positions(ReadOptions frozen) {
    return places().stream().map(place -> opened().position(place, frozen)).toList();
  }

  private List<TopicPartition> places() {
    return IntStream.range(0, partitions())
        .mapToObj(partition -> new TopicPartition(topic.name(), partition))
        .toList();
  }

  /// Its rows, to be looked into; none before it is started.
  @Override
  public List<Store> stores() {
    ViewStore opened = store;
    ViewReader<V> running = reader;
    return opened == null || running == null
        ? List.of()
        : List.of(new ViewRows<>(topic, opened, running.partitions(), values, keys, indexes));
  }

  private Seen<V> seen(String key, byte[] bytes) {
    ViewRow row = ViewRow.of(key, bytes);
    return new Seen<>(
        key, values.deserialize(topic.name(), row.value()), row.partition(), row.offset());
  }

  private ViewStore opened() {
    ViewStore opened = store;
    if (opened == null) {
      throw new IllegalStateException(name() + " is not started");
    }
    return opened;
  }

  /// How many callers wait for a change.
  public int waiting() {
    return waiters.waiting();
  }

  @Override
  public Optional<String> trouble() {
    ViewReader<V> running = reader;
    return running == null ? Optional.of("not started") : running.trouble();
  }

  @Override
  public Optional<Flow> flow() {
    return Optional.ofNullable(reader).map(ViewReader::flow);
  }

  @Override
  public List<Right> rights() {
    return List.of(Right.topic(topic.name(), "its view of it", AclOperation.READ));
  }

  @Override
  public void close() {
    waiters.close();
    moves.close();
    ends.close();
    ViewReader<V> running = reader;
    if (running != null) {
      running.close();
      reader = null;
    }
    ViewStore open = store;
    if (open != null) {
      open.close();
    }
  }
}
