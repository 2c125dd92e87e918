package io.insideout.runtime.stream;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// What the log tells of topics and groups, at the call. Where it does not, that is a
/// [KafkaException].
record LogFacts(Admin admin) implements AutoCloseable {
  /// Nobody works while it is waited for.
  private static final int ANSWER_WITHIN_MILLIS = 10_000;

  /// All topics.
  Set<String> topics() throws InterruptedException {
    return answer(admin.listTopics().names());
  }

  /// Of those of these topics that there are.
  Map<String, TopicDescription> described(Collection<String> names) throws InterruptedException {
    Set<String> present = topics();
    return answer(
        admin.describeTopics(names.stream().filter(present::contains).toList()).allTopicNames());
  }

  /// Where the partitions end of those of these topics that there are.
  Map<TopicPartition, Long> ends(Collection<String> names, IsolationLevel isolation)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> asked =
        described(names).values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(one -> new TopicPartition(topic.name(), one.partition())))
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    answer(admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /// How far a group has read. Of a group that has not read anything, nothing.
  ///
  /// @param stable whether to wait for transactions that will say so
  Map<TopicPartition, OffsetAndMetadata> positions(String group, boolean stable)
      throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    answer(
            admin
                .listConsumerGroupOffsets(
                    Map.of(group, new ListConsumerGroupOffsetsSpec()),
                    new ListConsumerGroupOffsetsOptions().requireStable(stable))
                .partitionsToOffsetAndMetadata(group))
        .forEach(
            (partition, position) -> {
              if (position != null) {
                positions.put(partition, position);
              }
            });
    return positions;
  }

  /// Whether a group has nobody in it, be it there or not.
  boolean isEmpty(String group) throws InterruptedException {
    try {
      return answer(admin.describeConsumerGroups(Set.of(group)).all()).values().stream()
          .allMatch(described -> described.members().isEmpty());
    } catch (KafkaException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return true;
      }
      throw e;
    }
  }

  /// The ids of transactions, of whoever has one still or had it lately.
  Set<String> transactions() throws InterruptedException {
    ListTransactionsOptions soon = new ListTransactionsOptions();
    return answer(admin.listTransactions(soon.timeoutMs(ANSWER_WITHIN_MILLIS)).all()).stream()
        .map(TransactionListing::transactionalId)
        .collect(Collectors.toSet());
  }

  /// Whoever writes in these transactions is refused from now on.
  void fence(Set<String> transactions) throws InterruptedException {
    FenceProducersOptions soon = new FenceProducersOptions();
    answer(admin.fenceProducers(transactions, soon.timeoutMs(ANSWER_WITHIN_MILLIS)).all());
  }

  static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = requireNonNull(e.getCause());
      throw new KafkaException(cause.getMessage(), cause);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
