package io.insideout.runtime.view;

import io.insideout.catalog.Topic;
import io.insideout.runtime.Part;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// All committed records of some topics, whole, each found by what it is about. Like [View] it is
/// what the log says up to its positions and nothing else: wiped, it builds itself again; killed,
/// it goes on where it was. What is read of it is bounded, however many records there are.
///
/// Nobody waits for it to start, and it takes its time: it is handed what a tenth of a second
/// brings at once, so that those whom orders wait for are not slowed down.
public final class RecordView implements Part {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int ENOUGH_BYTES = 1 << 16;
  private static final int LONGEST_WAIT_MILLIS = 100;
  private static final int LONGEST_SUBJECT_BYTES = 512;

  private final String name;
  private final List<String> topics;
  private final Path directory;
  private final LogClient log;
  private final Function<ConsumerRecord<byte[], byte[]>, Optional<String>> subject;
  private final Waiters waiters = new Waiters();
  private final CommittedEnds ends;
  private volatile @Nullable ViewStore store;
  private volatile @Nullable BatchReader reader;
  private volatile @Nullable String trouble;
  private volatile boolean closed;

  /// @param directory where the view is kept
  /// @param subject what a record is about, if anybody will ask; asked again where the registry
  ///   does not answer
  public RecordView(
      String name,
      Collection<? extends Topic<?>> topics,
      Path directory,
      LogClient log,
      Function<ConsumerRecord<byte[], byte[]>, Optional<String>> subject) {
    this.name = name;
    this.topics = topics.stream().map(Topic::name).toList();
    this.directory = directory;
    this.log = log;
    this.subject = subject;
    this.ends = new CommittedEnds(log);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isVital() {
    return false;
  }

  @Override
  public void start() {
    try {
      ViewStore opened = new ViewStore(directory, true);
      store = opened;
      BatchReader starting =
          new BatchReader(
              name,
              topics,
              TopicIds.of(log, topics),
              log.reader(name, ENOUGH_BYTES, LONGEST_WAIT_MILLIS),
              opened,
              POLL,
              Share.WHOLE,
              ends,
              new Keeping());
      reader = starting;
      starting.startBehind();
    } catch (StartFailure e) {
      // Orders are taken without it.
      trouble = e.getMessage();
    }
  }

  /// What is made of the records: each is put where it is looked for.
  private final class Keeping implements BatchReader.Fold {
    private final Set<String> changed = new HashSet<>();

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, WriteBatch batch)
        throws RocksDBException {
      Optional<String> about = opened(reader).patiently(() -> subject.apply(record));
      if (about.isPresent() && fits(about.get())) {
        batch.put(RecordBytes.key(about.get(), record), RecordBytes.row(record));
        changed.add(about.get());
      }
    }

    @Override
    public void written() {
      changed.forEach(waiters::wake);
      changed.clear();
      opened(reader).partitions().forEach(partition -> waiters.wake(positionKey(partition)));
    }

    @Override
    public void forget() {
      changed.clear();
    }
  }

  private static boolean fits(String about) {
    return about.length() <= LONGEST_SUBJECT_BYTES
        && about.getBytes(StandardCharsets.UTF_8).length <= LONGEST_SUBJECT_BYTES;
  }

  private static String positionKey(TopicPartition partition) {
    return "\0" + partition;
  }

  /// The records about a subject.
  ///
  /// @param most how many; where there are more, half of them are the first and half the last
  /// @throws ViewClosed if the view has been closed, or was never opened
  public Kept records(String about, int most) {
    return fits(about)
        ? RecordRows.read(opened(store), RecordBytes.prefix(about), most)
        : new Kept(List.of(), false);
  }

  /// Waits until the records about a subject are as wanted, for any number of callers.
  ///
  /// @return the records as they were seen last, which are not as wanted where the time was over or
  ///   the view closes
  public Kept await(String about, int most, Predicate<Kept> enough, Duration atMost)
      throws InterruptedException {
    return waiters.await(about, () -> records(about, most), enough, atMost);
  }

  /// Waits until the view shows all that is in the log at the call.
  ///
  /// @return whether it does; not where the log does not tell what is in it
  public boolean awaitCommitted(Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    List<TopicPartition> all = opened(reader).partitions();
    if (all.isEmpty()) {
      return false;
    }
    Optional<Map<TopicPartition, Long>> written = ends.writtenIfTold(all, atMost);
    if (written.isEmpty()) {
      return false;
    }
    for (Map.Entry<TopicPartition, Long> end : written.get().entrySet()) {
      TopicPartition partition = end.getKey();
      Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
      if (!waiters.await(
          positionKey(partition),
          () -> opened(store).position(partition) >= end.getValue(),
          shown -> shown,
          left)) {
        return false;
      }
    }
    return true;
  }

  /// Whether it can be asked, however far it is: not while it has stumbled.
  public boolean isOpen() {
    BatchReader running = reader;
    return running != null && !closed && running.isReading();
  }

  /// How far it is behind the log, as the log told last.
  public AsOf asOf() {
    BatchReader running = reader;
    return running == null ? new AsOf(0, -1) : new AsOf(running.asOfMillis(), running.lag());
  }

  private <T> T opened(@Nullable T part) {
    if (part == null) {
      throw new ViewClosed();
    }
    return part;
  }

  @Override
  public Optional<String> trouble() {
    BatchReader running = reader;
    return running == null ? Optional.ofNullable(trouble) : running.trouble();
  }

  @Override
  public Optional<Flow> flow() {
    return isOpen() ? Optional.ofNullable(reader).map(BatchReader::flow) : Optional.empty();
  }

  /// Its records, to be counted: they are many to a subject, and told by it.
  @Override
  public List<Store> stores() {
    ViewStore opened = store;
    BatchReader running = reader;
    return opened == null || running == null
        ? List.of()
        : List.of(new KeptRecords(name, topics, running.partitions(), opened));
  }

  @Override
  public List<Right> rights() {
    return topics.stream()
        .map(topic -> Right.topic(topic, "its view '%s'".formatted(name), AclOperation.READ))
        .toList();
  }

  @Override
  public void close() {
    closed = true;
    BatchReader running = reader;
    if (running != null) {
      running.close();
    }
    waiters.close();
    ViewStore opened = store;
    if (opened != null) {
      opened.close();
    }
    ends.close();
  }
}
