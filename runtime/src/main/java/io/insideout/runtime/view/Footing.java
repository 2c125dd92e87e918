package io.insideout.runtime.view;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Whether what a reader has written may be told. Not from the moment on where it stumbles, until
/// it has read all that was committed when it went on: meanwhile nobody knows what is missing.
/// Changed in the reader's thread alone.
final class Footing {
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final ViewStore store;
  private Map<TopicPartition, Long> goal = Map.of();
  private volatile @Nullable Throwable lostBy;
  private volatile boolean firm = true;

  Footing(Consumer<byte[], byte[]> consumer, ViewStore store) {
    this.consumer = consumer;
    this.store = store;
  }

  /// @return whether it is for another reason than before
  boolean lose(Throwable why) {
    Throwable before = lostBy;
    firm = false;
    lostBy = why;
    return before == null || !before.toString().equals(why.toString());
  }

  /// Goes back to what is written: what was handed out behind it comes again.
  void goBack() {
    Set<TopicPartition> read = consumer.assignment();
    read.forEach(partition -> consumer.seek(partition, store.position(partition)));
    goal = read.isEmpty() ? Map.of() : consumer.endOffsets(read, ENDS_WITHIN);
  }

  /// It works.
  ///
  /// @return whether all may be told from now on, and could not before
  boolean holds() {
    if (firm) {
      return false;
    }
    lostBy = null;
    Set<TopicPartition> read = consumer.assignment();
    firm =
        goal.entrySet().stream()
            .filter(end -> read.contains(end.getKey()))
            .allMatch(end -> store.position(end.getKey()) >= end.getValue());
    return firm;
  }

  /// Whether it has stumbled, and has not worked since.
  boolean isLost() {
    return lostBy != null;
  }

  boolean isFirm() {
    return firm;
  }

  Optional<String> trouble() {
    Throwable why = lostBy;
    if (why != null) {
      return Optional.of("has stumbled and tries again: " + why);
    }
    return firm ? Optional.empty() : Optional.of("catching up");
  }
}
