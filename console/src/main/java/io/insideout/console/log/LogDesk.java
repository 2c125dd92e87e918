package io.insideout.console.log;

import static java.util.Objects.requireNonNull;

import io.insideout.runtime.Part;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Right;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is asked of the log. It has clients of it from the first question on, and nobody needs it
/// for orders. Closed, it ends whoever listens.
final class LogDesk implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(LogDesk.class);
  private static final long LONGEST_SECONDS = 10;

  private final LogClient log;
  private final CommittedEnds ends;
  private final AtomicLong readers = new AtomicLong();
  private @Nullable Admin admin;
  private volatile boolean closed;

  LogDesk(LogClient log) {
    this.log = log;
    this.ends = new CommittedEnds(log);
  }

  @Override
  public String name() {
    return "log desk";
  }

  @Override
  public void start() {}

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public boolean isVital() {
    return false;
  }

  /// It shows all that the log has.
  @Override
  public List<Right> rights() {
    String why = "the log to look at";
    return List.of(
        Right.everyTopic(why, AclOperation.READ),
        Right.everyGroup(why, AclOperation.DESCRIBE),
        Right.cluster(why, AclOperation.DESCRIBE));
  }

  boolean isClosed() {
    return closed;
  }

  /// Each has a name of its own, for two of one name cannot be told apart in the client's metrics.
  Consumer<byte[], byte[]> reader() {
    return log.reader("console-" + readers.incrementAndGet());
  }

  synchronized Admin admin() {
    if (closed) {
      throw Problem.unavailable("the system is closing");
    }
    Admin open = admin;
    if (open == null) {
      open = log.admin();
      admin = open;
    }
    return open;
  }

  /// The topics that there are, but for those of the log's own.
  Map<String, TopicDescription> topics() throws InterruptedException {
    return told(admin().describeTopics(told(admin().listTopics().names())).allTopicNames());
  }

  /// The partitions of a topic.
  ///
  /// @throws Problem 404 if there is no such topic
  List<TopicPartition> partitions(String topic) throws InterruptedException {
    try {
      KafkaFuture<TopicDescription> described =
          requireNonNull(admin().describeTopics(List.of(topic)).topicNameValues().get(topic));
      return partitions(described.get(LONGEST_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw Problem.notFound("the log has no topic '%s'".formatted(topic));
      }
      throw silent(e);
    } catch (TimeoutException e) {
      throw silent(e);
    }
  }

  static List<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(one -> new TopicPartition(topic.name(), one.partition()))
        .toList();
  }

  /// The first offset of each partition that is still there, or with a time, of its first record
  /// that is not older; a partition that has none is left out.
  Map<TopicPartition, Long> begins(List<TopicPartition> partitions, OffsetSpec where)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(one -> asked.put(one, where));
    Map<TopicPartition, Long> begins = Places.sorted();
    told(admin().listOffsets(asked).all())
        .forEach(
            (place, found) -> {
              if (found.offset() >= 0) {
                begins.put(place, found.offset());
              }
            });
    return begins;
  }

  /// The offset behind what is committed, for each partition.
  Map<TopicPartition, Long> committed(List<TopicPartition> partitions) throws InterruptedException {
    try {
      return ends.of(partitions);
    } catch (IllegalStateException e) {
      throw silent(e);
    }
  }

  /// The offset behind all that stands there, of open transactions too.
  Map<TopicPartition, Long> written(List<TopicPartition> partitions) throws InterruptedException {
    try {
      return ends.written(partitions, Duration.ofSeconds(LONGEST_SECONDS));
    } catch (IllegalStateException e) {
      throw silent(e);
    }
  }

  <T> T told(KafkaFuture<T> answer) throws InterruptedException {
    try {
      return answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw silent(e);
    }
  }

  private static Problem silent(Exception e) {
    LOG.warn("the log does not answer", e);
    return Problem.unavailable("the log does not answer");
  }

  @Override
  public synchronized void close() {
    closed = true;
    ends.close();
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
  }
}
