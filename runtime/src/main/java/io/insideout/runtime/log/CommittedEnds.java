package io.insideout.runtime.log;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Where the committed records of a topic end, asked of the log by a client of its own, from the
/// first question on.
public final class CommittedEnds implements AutoCloseable {
  private final LogClient log;
  private @Nullable Admin admin;

  public CommittedEnds(LogClient log) {
    this.log = log;
  }

  /// The next offset behind what is committed at the call, for each partition.
  public Map<TopicPartition, Long> of(List<TopicPartition> partitions) throws InterruptedException {
    return told(later(partitions, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)));
  }

  /// The next offset behind all that stands there at the call, of transactions too that are open
  /// still.
  ///
  /// @throws IllegalStateException if the log does not answer in that time
  public Map<TopicPartition, Long> written(List<TopicPartition> partitions, Duration atMost)
      throws InterruptedException {
    return told(writtenLater(partitions, atMost));
  }

  /// The same, for whom no answer is an answer too.
  ///
  /// @return nothing if the log does not answer in that time
  public Optional<Map<TopicPartition, Long>> writtenIfTold(
      List<TopicPartition> partitions, Duration atMost) throws InterruptedException {
    try {
      return Optional.of(written(partitions, atMost));
    } catch (IllegalStateException silent) {
      return Optional.empty();
    }
  }

  /// As [#written], for whom nobody waits. Where the log does not answer in that time it fails.
  public CompletableFuture<Map<TopicPartition, Long>> writtenLater(
      Collection<TopicPartition> partitions, Duration atMost) {
    return later(
        partitions,
        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)
            .timeoutMs(Math.toIntExact(atMost.toMillis())));
  }

  private static Map<TopicPartition, Long> told(CompletableFuture<Map<TopicPartition, Long>> ends)
      throws InterruptedException {
    try {
      return ends.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the log does not tell where it ends", e);
    }
  }

  private CompletableFuture<Map<TopicPartition, Long>> later(
      Collection<TopicPartition> partitions, ListOffsetsOptions options) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    return opened()
        .listOffsets(asked, options)
        .all()
        .toCompletionStage()
        .thenApply(CommittedEnds::offsets)
        .toCompletableFuture();
  }

  private static Map<TopicPartition, Long> offsets(
      Map<TopicPartition, ListOffsetsResultInfo> told) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    told.forEach((partition, end) -> offsets.put(partition, end.offset()));
    return offsets;
  }

  private synchronized Admin opened() {
    Admin open = admin;
    if (open == null) {
      open = log.admin();
      admin = open;
    }
    return open;
  }

  /// Whoever waits for an answer still is told that there is none.
  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
