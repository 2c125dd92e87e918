package io.insideout.runtime.view;

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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// A table of a topic: for each key the newest committed value, on disk, with indexes. It is a fold
/// of the log and nothing else: wiped, it builds itself again; killed, it goes on where it was. It
/// never shows what a transaction may still take back, and it never goes back in time.
public final class View<V extends SpecificRecord> implements Part {
  private final Topic<V> topic;
  private final Path directory;
  private final LogClient log;
  private final Deserializer<V> values;
  private final RowKeys<V> keys;
  private final Function<V, List<Index>> indexes;
  private final Share share;
  private final Division division;
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
    this(topic, directory, log, schemas, indexes, RowKeys.ofRecords(), Share.WHOLE);
  }

  /// The same of a topic that may be divided among all who run the service: what others keep is
  /// asked for in vain here, and refused as [io.insideout.runtime.http.Problem#elsewhere].
  ///
  /// @param keys which row a record is
  /// @param share which partitions are kept here
  public View(
      Topic<V> topic,
      Path directory,
      LogClient log,
      Schemas schemas,
      Function<V, List<Index>> indexes,
      RowKeys<V> keys,
      Share share) {
    this.topic = topic;
    this.share = share;
    this.division =
        new Division(
            name(), share, keys.recordKey(), this::partitions, () -> started(reader).shown());
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
        new ViewReader<>(
            topic, log, opened, values, keys, indexes, share, ends, listeners, moves, waiters);
    reader = starting;
    starting.start();
  }

  /// The row of a key, or null.
  public @Nullable Seen<V> get(String key) {
    return Sight.<@Nullable Seen<V>>through(
        this, () -> division.<@Nullable Seen<V>>here(key, row(key)));
  }

  /// Whether the row of a key is kept here, if there is one, and not by another instance.
  public boolean shows(String key) {
    return division.shows(key);
  }

  /// Refuses what others keep, before anything is done.
  ///
  /// @throws io.insideout.runtime.http.Problem 421 if another instance keeps it
  public void requireHere(String key) {
    division.requireHere(key);
  }

  /// The partitions that it shows: those that it keeps, and has caught up with.
  public Set<Integer> shown() {
    return division.shown();
  }

  private @Nullable Seen<V> row(String key) {
    byte[] bytes = started(store).get(ViewStore.rowKey(key));
    if (bytes == null) {
      return null;
    }
    ViewRow row = ViewRow.of(key, bytes);
    return new Seen<>(
        key, values.deserialize(topic.name(), row.value()), row.partition(), row.offset());
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
    return catchUp().offset(new TopicPartition(topic.name(), partition), offset, atMost);
  }

  private CatchUp catchUp() {
    return new CatchUp(waiters, ends, started(store)::position);
  }

  /// Waits until the view shows all that is committed at the call. So whoever was told that
  /// something is durable finds it here, whoever told it, and also where it stands behind a
  /// transaction that was open still: nobody who reads committed records sees it before that ends.
  ///
  /// @return whether it does; not where the log does not tell what is committed
  public boolean awaitCommitted(Duration atMost) throws InterruptedException {
    List<TopicPartition> kept =
        shown().stream().map(number -> new TopicPartition(topic.name(), number)).toList();
    return catchUp().committed(kept, atMost);
  }

  /// The next offset of a partition that the view has not applied.
  public long position(int partition) {
    return started(store).position(new TopicPartition(topic.name(), partition));
  }

  /// It shows all that was committed at this moment, milliseconds since the epoch; a second or two
  /// ago as a rule, longer where it is behind, a transaction is open long, or the log does not
  /// answer. 0 until it is known for the first time, a moment after the start.
  public long asOfMillis() {
    return started(reader).asOfMillis();
  }

  public String topicName() {
    return topic.name();
  }

  /// How many partitions the topic has in this log.
  public int partitions() {
    return started(reader).partitions();
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
    return division.listed(
        this,
        listed ->
            Sight.through(
                this,
                () ->
                    new IndexedRows<>(started(store), this::row, listed)
                        .page(index, value, after, fromMicros, toMicros, wanted, limit)));
  }

  /// Goes through all rows as they are at one moment, in the order of their keys.
  ///
  /// @param positions is called first, with the next offset of each partition at that moment
  public void dump(Consumer<List<Long>> positions, Consumer<ViewRow> rows) {
    new ViewDump(started(store), places()).write(positions, rows);
  }

  /// The view as it is at this moment, to be read while it goes on. The caller closes it.
  public FrozenView freeze() {
    return new FrozenView(started(store));
  }

  private List<TopicPartition> places() {
    return IntStream.range(0, partitions())
        .mapToObj(partition -> new TopicPartition(topic.name(), partition))
        .toList();
  }

  /// Its rows, to be looked into; none before it is started.
  @Override
  public List<Store> stores() {
    return store == null || reader == null
        ? List.of()
        : List.of(new ViewRows<>(topic, started(store), partitions(), values, keys.of(), indexes));
  }

  private <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException(name() + " is not started");
    }
    return part;
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
    ViewReader<V> running = reader;
    if (running != null) {
      running.close();
      reader = null;
    }
    ends.close();
    ViewStore open = store;
    if (open != null) {
      open.close();
    }
  }
}
