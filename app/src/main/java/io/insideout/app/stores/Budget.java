package io.insideout.app.stores;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// How much of the log one question may look at: who wants more asks on.
final class Budget {
  private static final long MOST_RECORDS = 200_000;
  private static final long MOST_BYTES = 64L << 20;
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private final long mostRecords;
  private final long deadlineNanos = System.nanoTime() + LONGEST.toNanos();
  private long records;
  private long bytes;

  Budget() {
    this(MOST_RECORDS);
  }

  Budget(long mostRecords) {
    this.mostRecords = mostRecords;
  }

  void spend(ConsumerRecord<?, ?> record) {
    records++;
    bytes += Math.max(0, record.serializedValueSize()) + Math.max(0, record.serializedKeySize());
  }

  long records() {
    return records;
  }

  boolean isSpent() {
    return records >= mostRecords || bytes >= MOST_BYTES || System.nanoTime() >= deadlineNanos;
  }
}
