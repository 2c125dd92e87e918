package io.insideout.runtime.view;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How old what a reader has read is: the last moment of which it is known that all is read that
/// was committed then. Once a second the log is asked where it ends, and when that is read, it is
/// known of the moment of the question. That nothing more has come does not say so: it does not
/// come either from a log that is away.
///
/// Changed in the reader's thread alone.
final class Freshness {
  private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

  /// A log that does not answer is left alone longer: who asks it does not read meanwhile.
  private static final Duration SILENT_FOR = Duration.ofSeconds(5);

  private final Consumer<?, ?> consumer;
  private final ToLongFunction<TopicPartition> position;
  private final InstantSource clock;
  private Map<TopicPartition, Long> ends = Map.of();
  private long askedMillis;
  private boolean isAsked;
  private long againAtNanos = System.nanoTime();
  private volatile long asOfMillis;

  /// @param position the next offset of a partition that is not read
  Freshness(Consumer<?, ?> consumer, ToLongFunction<TopicPartition> position, InstantSource clock) {
    this.consumer = consumer;
    this.position = position;
    this.clock = clock;
  }

  /// Milliseconds since the epoch; 0 until it is known.
  long asOfMillis() {
    return asOfMillis;
  }

  boolean isKnown() {
    return asOfMillis > 0;
  }

  /// Looks whether all is read that there was, and asks again when it is time.
  void look() {
    if (isAsked && !ends.keySet().equals(consumer.assignment())) {
      // What is read now was not asked for.
      isAsked = false;
    }
    if (isAsked
        && ends.entrySet().stream()
            .allMatch(end -> position.applyAsLong(end.getKey()) >= end.getValue())) {
      asOfMillis = Math.max(asOfMillis, askedMillis);
      isAsked = false;
    }
    if (!isAsked && System.nanoTime() - againAtNanos >= 0) {
      ask();
    }
  }

  private void ask() {
    long nowMillis = clock.millis();
    Duration again = ASK_AGAIN_AFTER;
    try {
      ends = consumer.endOffsets(consumer.assignment(), ANSWER_WITHIN);
      askedMillis = nowMillis;
      isAsked = true;
    } catch (TimeoutException e) {
      LOG.debug("the log does not tell where it ends", e);
      again = SILENT_FOR;
    }
    againAtNanos = System.nanoTime() + again.toNanos();
  }
}
