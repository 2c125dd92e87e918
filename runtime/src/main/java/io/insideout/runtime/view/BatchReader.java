package io.insideout.runtime.view;

import static java.util.Objects.requireNonNull;

import io.insideout.runtime.Pause;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.flow.Position;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Registry.RegistryUnreachable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads committed records of topics and has them written to a store, each batch in one step with
/// the positions that it leads to. So what is in the store is what the log says up to these
/// positions, whatever dies when.
final class BatchReader {
  private static final Logger LOG = LoggerFactory.getLogger(BatchReader.class);
  private static final Duration POLL_TO_CATCH_UP = Duration.ofMillis(20);
  private static final Duration RETRY = Duration.ofMillis(500);

  /// What is made of the records, in the reader's thread.
  interface Fold {
    /// Puts what follows from a record into the batch that is about to be written.
    void take(ConsumerRecord<byte[], byte[]> record, WriteBatch batch) throws RocksDBException;

    /// All that was taken is written, and so are the positions behind it.
    void written();

    /// A row goes that is of a partition that was left to others; it is not shown any more.
    ///
    /// @return the entries that go with it
    default List<Index> drop(ViewRow row) {
      return List.of();
    }

    /// Others are shown than before.
    default void reshared() {}
  }

  private final String name;
  private final List<String> topics;
  private final LogClient log;
  private final ViewStore store;
  private final Consumer<byte[], byte[]> consumer;
  private final Duration poll;
  private final Fold fold;
  private final Reading reading;
  private final Freshness freshness;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private volatile long lag = -1;
  private volatile boolean closing;
  private volatile @Nullable Throwable failure;
  private @Nullable Thread thread;

  /// @param consumer is closed with this
  /// @param poll how long it waits for more when it has caught up
  /// @param share which partitions it reads; where there are several topics, all
  /// @param ends asked how far the log is, to be closed behind this
  BatchReader(
      String name,
      List<String> topics,
      LogClient log,
      Consumer<byte[], byte[]> consumer,
      ViewStore store,
      Duration poll,
      Share share,
      CommittedEnds ends,
      Fold fold) {
    this.name = name;
    this.topics = List.copyOf(topics);
    this.log = log;
    this.consumer = consumer;
    this.store = store;
    this.poll = poll;
    this.fold = fold;
    this.reading = new Reading(consumer, store, share, fold);
    this.freshness =
        new Freshness(
            consumer::assignment,
            store::position,
            partitions -> ends.writtenLater(partitions, Freshness.ANSWER_WITHIN),
            InstantSource.system());
  }

  /// Returns when it has caught up with what was in the log at this moment.
  void start() throws InterruptedException {
    seek();
    thread = Thread.ofPlatform().name(name).start(this::run);
    caughtUp.await();
  }

  /// Returns at once: nobody waits for it to be caught up, or to find its topics.
  void startBehind() {
    thread = Thread.ofPlatform().name(name).start(this::seekAndRun);
  }

  private void seekAndRun() {
    try {
      seek();
      run();
    } catch (WakeupException | InterruptException | InterruptedException e) {
      LOG.debug("{} closes before it has begun", name);
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      caughtUp.countDown();
      consumer.close();
    }
  }

  private void seek() throws InterruptedException {
    if (store.belongTo(topicIds())) {
      LOG.warn("topics of {} were made anew, or others were added: it is built again", name);
    }
    List<TopicPartition> all =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    reading.begin(all);
  }

  private String topicIds() throws InterruptedException {
    try (Admin admin = log.admin()) {
      Map<String, TopicDescription> found = admin.describeTopics(topics).allTopicNames().get();
      return topics.stream()
          .map(topic -> requireNonNull(found.get(topic)).topicId().toString())
          .collect(Collectors.joining(" "));
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot ask for the topics of " + name, e);
    }
  }

  private void run() {
    try (consumer) {
      while (!closing) {
        Duration atMost = isCaughtUp() && !reading.isSweeping() ? poll : POLL_TO_CATCH_UP;
        if (consumer.assignment().isEmpty()) {
          Pause.atMost(atMost);
        } else {
          apply(consumer.poll(atMost));
        }
        reading.review();
        freshness.look();
        if (reading.isAllShown()) {
          caughtUp.countDown();
        }
      }
    } catch (WakeupException | InterruptException | InterruptedException e) {
      LOG.debug("{} closes", name);
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      caughtUp.countDown();
    }
  }

  private void failed(RuntimeException e) {
    failure = e;
    LOG.error("{} stops", name, e);
  }

  private void apply(ConsumerRecords<byte[], byte[]> records) {
    boolean moved = false;
    try (WriteBatch batch = new WriteBatch()) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        fold.take(record, batch);
      }
      for (TopicPartition partition : consumer.assignment()) {
        // Markers of transactions take offsets too: the position passes them, the records do not.
        long position = consumer.position(partition);
        if (position != store.position(partition)) {
          store.putPosition(batch, partition, position);
          moved = true;
        }
      }
      if (moved) {
        store.write(batch);
      }
    } catch (RocksDBException e) {
      throw new IllegalStateException("the view cannot be written", e);
    }
    if (moved) {
      fold.written();
    }
    lag = lagNow();
  }

  private long lagNow() {
    long lag = 0;
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong ofPartition = consumer.currentLag(partition);
      if (ofPartition.isEmpty()) {
        return -1;
      }
      lag += ofPartition.getAsLong();
    }
    return lag;
  }

  /// Asks what needs the registry. One that does not answer says nothing about the record: it is
  /// asked again.
  <T extends @Nullable Object> T patiently(Supplier<T> question) {
    while (true) {
      try {
        return question.get();
      } catch (RegistryUnreachable e) {
        LOG.warn("{} waits: {}", name, e.getMessage());
        LockSupport.parkNanos(RETRY.toNanos());
        if (closing) {
          throw new WakeupException();
        }
      }
    }
  }

  /// The partitions of which something is shown, once it has caught up with them.
  Set<Integer> shown() {
    return reading.shown();
  }

  /// Those that there are, once it has begun.
  List<TopicPartition> partitions() {
    return reading.partitions();
  }

  /// How many records there are behind the positions, markers of transactions counted, as the log
  /// told last; negative where that is not known.
  long lag() {
    return lag;
  }

  /// All is read that was committed at this moment, milliseconds since the epoch; 0 where that is
  /// not known yet.
  long asOfMillis() {
    return freshness.asOfMillis();
  }

  /// Whether it goes on reading: it has not stopped for a failure.
  boolean isReading() {
    return failure == null;
  }

  /// How far it has read, and how much there is behind that.
  Flow flow() {
    List<Position> positions =
        partitions().stream()
            .map(one -> new Position(one.topic(), one.partition(), store.position(one)))
            .toList();
    long behind = lag;
    return new Flow.OfView(positions, behind < 0 ? null : behind);
  }

  boolean isCaughtUp() {
    return caughtUp.getCount() == 0;
  }

  Optional<String> trouble() {
    if (failure != null) {
      return Optional.of("stopped: " + failure);
    }
    return isCaughtUp() ? Optional.empty() : Optional.of("catching up");
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
