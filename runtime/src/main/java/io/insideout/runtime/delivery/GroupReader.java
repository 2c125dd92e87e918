package io.insideout.runtime.delivery;

import io.insideout.catalog.Topic;
import io.insideout.runtime.Part;
import io.insideout.runtime.Pause;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.schema.Registry.RegistryUnreachable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a topic's committed records in a group and hands them to somebody who brings them out of
/// the log, in a thread of its own.
///
/// The group's position moves only over what is done. So wherever this is killed, the next start
/// hands over again what may have been done. What is open is bounded: more is not read.
public final class GroupReader implements Part {
  /// How much is open at most.
  private static final int MOST_OPEN = 1_000;

  private static final long MOST_OPEN_BYTES = 8 << 20;

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(15);
  private static final Logger LOG = LoggerFactory.getLogger(GroupReader.class);

  private final LogClient log;
  private final String group;
  private final String instance;
  private final Topic<?> topic;
  private final List<Long> begins;
  private final Work work;
  private final Map<TopicPartition, OpenOffsets> held = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private volatile boolean closing;
  private volatile @Nullable Throwable failure;
  private @Nullable Thread thread;

  /// What is done with the records.
  public interface Work extends AutoCloseable {
    /// Takes a record: what cannot be finished at once is opened among the offsets, and done later.
    void take(ConsumerRecord<byte[], byte[]> record, OpenOffsets offsets)
        throws InterruptedException;

    /// Is told how many records are open, whenever that may have changed.
    void open(int records);

    /// What keeps it from being done at this moment, or nothing.
    Optional<String> trouble();

    /// Ends what is under way; what is not done stays open.
    @Override
    void close();
  }

  /// @param group whose position it is
  /// @param instance names this process among others of the group
  public GroupReader(LogClient log, String group, String instance, Topic<?> topic, Work work) {
    this(log, group, instance, topic, List.of(), work);
  }

  /// @param begins where a group that has no position yet begins, by the number of the partition;
  ///   with the first record in those that are not named
  public GroupReader(
      LogClient log, String group, String instance, Topic<?> topic, List<Long> begins, Work work) {
    this.log = log;
    this.group = group;
    this.instance = instance;
    this.topic = topic;
    this.begins = List.copyOf(begins);
    this.work = work;
  }

  @Override
  public String name() {
    return group;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name(group).start(this::run);
  }

  private void run() {
    try {
      while (!closing) {
        try (Consumer<byte[], byte[]> consumer = log.member(group, instance)) {
          read(consumer);
        } catch (RetriableException e) {
          LOG.warn("{} lost touch with the log and begins anew: {}", group, e.toString());
          forget(List.copyOf(held.keySet()));
          Pause.atMost(RETRY);
        }
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("{} closes", group);
    } catch (RuntimeException e) {
      failure = e;
      LOG.error("{} stops", group, e);
    } finally {
      forget(List.copyOf(held.keySet()));
      work.close();
      work.open(0);
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    consumer.subscribe(List.of(topic.name()), new Rebalance(consumer));
    while (!closing) {
      if (isFull()) {
        consumer.pause(consumer.assignment());
      } else {
        consumer.resume(consumer.paused());
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
      held.forEach((partition, offsets) -> offsets.reached(consumer.position(partition)));
      commit(moved -> consumer.commitAsync(moved, this::failed));
    }
    work.close();
    commit(consumer::commitSync);
  }

  private boolean isFull() {
    int open = held.values().stream().mapToInt(OpenOffsets::size).sum();
    work.open(open);
    return open >= MOST_OPEN
        || held.values().stream().mapToLong(OpenOffsets::bytes).sum() >= MOST_OPEN_BYTES;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    OpenOffsets offsets = held.computeIfAbsent(partition, _ -> new OpenOffsets());
    while (!closing) {
      try {
        work.take(record, offsets);
        return;
      } catch (RegistryUnreachable e) {
        LOG.warn("{} waits: {}", group, e.getMessage());
        Pause.atMost(RETRY);
      }
    }
    // It was not looked at, and must be by the next start.
    offsets.open(record.offset(), 0);
  }

  private interface Commit {
    void of(Map<TopicPartition, OffsetAndMetadata> moved);
  }

  private void commit(Commit commit) {
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
    held.forEach(
        (partition, offsets) -> {
          long position = offsets.position();
          if (position >= 0 && position != committed.getOrDefault(partition, -1L)) {
            moved.put(partition, new OffsetAndMetadata(position));
            committed.put(partition, position);
          }
        });
    if (!moved.isEmpty()) {
      commit.of(moved);
    }
  }

  private void failed(Map<TopicPartition, OffsetAndMetadata> moved, @Nullable Exception why) {
    if (why != null) {
      LOG.debug("the position of {} could not be committed", group, why);
      moved.keySet().forEach(committed::remove);
    }
  }

  private void forget(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      OpenOffsets offsets = held.remove(partition);
      committed.remove(partition);
      if (offsets != null) {
        offsets.release();
      }
    }
  }

  /// Hands partitions over with what is done; who takes them does the rest.
  private final class Rebalance implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Rebalance(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        commit(consumer::commitSync);
      } catch (KafkaException e) {
        LOG.debug("the position of {} could not be handed over", group, e);
      }
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      forget(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> held.put(partition, new OpenOffsets()));
      if (!begins.isEmpty()) {
        begin(partitions);
      }
    }

    private void begin(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
      for (TopicPartition partition : partitions) {
        if (known.get(partition) == null && partition.partition() < begins.size()) {
          consumer.seek(partition, begins.get(partition.partition()));
        }
      }
    }
  }

  @Override
  public Optional<String> trouble() {
    if (thread == null) {
      return Optional.of("not started");
    }
    return failure == null ? work.trouble() : Optional.of("stopped: " + failure);
  }

  @Override
  public Optional<Flow> flow() {
    return Optional.of(Flow.OfGroup.reading(group, topic.name()));
  }

  @Override
  public List<Right> rights() {
    String why = "its reader '%s'".formatted(group);
    return List.of(
        Right.group(group, why, AclOperation.READ),
        Right.topic(topic.name(), why, AclOperation.READ));
  }

  @Override
  public void close() {
    closing = true;
    Thread running = thread;
    if (running != null) {
      try {
        running.join(CLOSE_WITHIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    work.close();
  }
}
