package io.insideout.runtime.view;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How old what a reader has read is: the last moment of which it is known that all is read that
/// was committed then. Once a second the log is asked where it ends, and when that is read, it is
/// known of the moment of the question. That nothing more has come does not say so: it does not
/// come either from a log that is away, nor from behind a transaction that is open still.
///
/// Changed in the reader's thread alone, which never waits for it.
final class Freshness {
  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

  /// A question that is open for longer is asked anew.
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final Supplier<Set<TopicPartition>> read;
  private final ToLongFunction<TopicPartition> position;
  private final Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, Long>>> ends;
  private final InstantSource clock;
  // Those that the moment is of.
  private final Set<TopicPartition> known = new HashSet<>();
  private @Nullable Question open;
  private long againAtNanos = System.nanoTime();
  private volatile long asOfMillis;

  private record Question(
      Set<TopicPartition> of, long millis, CompletableFuture<Map<TopicPartition, Long>> ends) {}

  /// @param read the partitions that are read at this moment
  /// @param position the next offset of a partition that is not read
  /// @param ends asks where partitions end, and fails where that is not told in time
  Freshness(
      Supplier<Set<TopicPartition>> read,
      ToLongFunction<TopicPartition> position,
      Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, Long>>> ends,
      InstantSource clock) {
    this.read = read;
    this.position = position;
    this.ends = ends;
    this.clock = clock;
  }

  /// Milliseconds since the epoch; 0 until it is known of all that is read.
  long asOfMillis() {
    return asOfMillis;
  }

  /// Looks whether all is read that there was, and asks again when it is time.
  void look() {
    known.retainAll(read.get());
    if (asOfMillis > 0 && !known.containsAll(read.get())) {
      // Of what was taken over nothing is known yet: that is asked at once.
      asOfMillis = 0;
      againAtNanos = System.nanoTime();
    }
    Question asked = open;
    if (asked != null && asked.of().equals(read.get())) {
      open = answered(asked);
    } else {
      // What is read now was not asked for.
      open = null;
    }
    if (open == null && System.nanoTime() - againAtNanos >= 0) {
      Set<TopicPartition> all = Set.copyOf(read.get());
      open = new Question(all, clock.millis(), ends.apply(all));
      againAtNanos = System.nanoTime() + ASK_AGAIN_AFTER.toNanos();
    }
  }

  /// What is left to wait for of a question. Whether it has failed is asked when it is done, which
  /// it is for good: it may be done at any moment.
  private @Nullable Question answered(Question asked) {
    if (!asked.ends().isDone()) {
      return asked;
    }
    if (asked.ends().isCompletedExceptionally()) {
      return null;
    }
    boolean isRead =
        asked.ends().join().entrySet().stream()
            .allMatch(end -> position.applyAsLong(end.getKey()) >= end.getValue());
    if (isRead) {
      known.addAll(asked.of());
      asOfMillis = asked.millis();
    }
    return isRead ? null : asked;
  }
}
