package io.insideout.runtime.view;

import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.flow.Position;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.schema.Registry.RegistryUnreachable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
///
/// Whatever it stumbles over, it goes on: it is in trouble, goes back to what is written, and tries
/// again. A disk has room again some day, a right is given, a token is renewed. Only before it has
/// caught up for the first time, and somebody waits for that, it ends: whoever starts it is told.
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

    /// What was taken is not written, and comes again.
    default void forget() {}

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
  private final TopicIds ids;
  private final ViewStore store;
  private final Consumer<byte[], byte[]> consumer;
  private final Duration poll;
  private final Fold fold;
  private final Reading reading;
  private final Freshness freshness;
  private final Footing footing;
  private final BatchWriter writer;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private boolean isAwaited;
  private volatile boolean hasBegun;
  private volatile boolean hasCaughtUp;
  private volatile boolean closing;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread thread;

  /// @param ids of the topics, by which it is known that they were made anew
  /// @param consumer is closed with this
  /// @param poll how long it waits for more when it has caught up
  /// @param share which partitions it reads; where there are several topics, all
  /// @param ends asked how far the log is, to be closed behind this
  BatchReader(
      String name,
      List<String> topics,
      TopicIds ids,
      Consumer<byte[], byte[]> consumer,
      ViewStore store,
      Duration poll,
      Share share,
      CommittedEnds ends,
      Fold fold) {
    this.name = name;
    this.topics = List.copyOf(topics);
    this.ids = ids;
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
    this.footing = new Footing(consumer, store);
    this.writer = new BatchWriter(consumer, store, fold);
  }

  /// Returns when it has caught up with what was in the log at this moment.
  ///
  /// @throws StartFailure if it stumbles before
  /// @throws ViewClosed if it is closed before
  void start() throws InterruptedException {
    isAwaited = true;
    startBehind();
    caughtUp.await();
    Throwable stumbled = failure;
    if (hasCaughtUp) {
      return;
    }
    if (closing || stumbled == null) {
      throw new ViewClosed();
    }
    throw new StartFailure(
        "%s cannot be made: %s. Is there room on the disk, and may this process read %s?"
            .formatted(name, stumbled.getMessage(), String.join(", ", topics)),
        stumbled);
  }

  /// Returns at once: nobody waits for it to be caught up, or to find its topics.
  void startBehind() {
    thread = Thread.ofPlatform().name(name).start(this::run);
  }

  private void seek() throws InterruptedException {
    if (store.belongTo(ids.told())) {
      LOG.warn("topics of {} were made anew, or others were added: it is built again", name);
    }
    List<TopicPartition> all =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    reading.begin(all);
  }

  private void run() {
    try (consumer) {
      while (!closing) {
        try {
          step();
        } catch (WakeupException | InterruptException | ViewClosed e) {
          throw e;
        } catch (RuntimeException e) {
          stumble(e);
        }
      }
    } catch (WakeupException | InterruptException | InterruptedException | ViewClosed e) {
      LOG.debug("{} closes", name);
    } catch (RuntimeException | Error e) {
      failure = e;
      LOG.error("{} stops", name, e);
    } finally {
      caughtUp.countDown();
    }
  }

  private void step() throws InterruptedException {
    if (!hasBegun) {
      seek();
      hasBegun = true;
    }
    if (footing.isLost()) {
      writer.recover();
      footing.goBack();
    }
    Duration atMost = isCaughtUp() && !reading.isSweeping() ? poll : POLL_TO_CATCH_UP;
    if (consumer.assignment().isEmpty()) {
      Pause.atMost(atMost);
    } else {
      writer.apply(consumer.poll(atMost));
    }
    reading.review();
    freshness.look();
    if (footing.holds()) {
      LOG.info("{} has caught up again", name);
      fold.reshared();
    }
    if (reading.isAllShown()) {
      hasCaughtUp = true;
      caughtUp.countDown();
    }
  }

  private void stumble(RuntimeException e) throws InterruptedException {
    if (isAwaited && !hasCaughtUp) {
      throw e;
    }
    if (footing.lose(e)) {
      LOG.error("{} has stumbled, and tries again", name, e);
    }
    fold.reshared();
    Pause.atMost(RETRY);
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
  ///
  /// @throws Problem 503 while it cannot be said what is missing
  Set<Integer> shown() {
    if (failure != null || !hasCaughtUp || !footing.isFirm()) {
      throw Problem.unavailable(name + " is behind the log and catches up; ask again");
    }
    return reading.shown();
  }

  /// Those that there are, once it has begun.
  List<TopicPartition> partitions() {
    return reading.partitions();
  }

  /// How many records there are behind the positions, markers of transactions counted, as the log
  /// told last; negative where that is not known.
  long lag() {
    return writer.lag();
  }

  /// All is read that was committed at this moment, milliseconds since the epoch; 0 where that is
  /// not known yet.
  long asOfMillis() {
    return freshness.asOfMillis();
  }

  /// Whether it goes on reading: it has neither stopped nor stumbled.
  boolean isReading() {
    return failure == null && !footing.isLost();
  }

  /// How far it has read, and how much there is behind that.
  Flow flow() {
    List<Position> positions =
        partitions().stream()
            .map(one -> new Position(one.topic(), one.partition(), store.position(one)))
            .toList();
    long behind = writer.lag();
    return new Flow.OfView(positions, behind < 0 ? null : behind);
  }

  boolean isCaughtUp() {
    return hasCaughtUp;
  }

  Optional<String> trouble() {
    if (failure != null) {
      return Optional.of("stopped: " + failure);
    }
    return footing.trouble().or(() -> isCaughtUp() ? Optional.empty() : Optional.of("catching up"));
  }

  void close() {
    closing = true;
    consumer.wakeup();
    Thread running = thread;
    if (running == null) {
      consumer.close();
    } else {
      if (!hasBegun) {
        // Whoever asks for the topics is not woken by the reader.
        running.interrupt();
      }
      try {
        running.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
