package io.insideout.runtime.stream;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/// How long the transactions of a service last. One that ends soon is short to wait for; but each
/// costs the log as much as some dozen records do. So while a thread has more in hand than it does
/// in a moment, it ends them later: what stands behind in the line is decided sooner by that.
final class TransactionLength {
  /// Where it stands in the configuration of a topology.
  static final String CONFIG = "insideout.transaction-length";

  /// More than comes at once where it comes steadily.
  private static final int MANY = 100;

  private static final Duration LONG = Duration.ofMillis(100);

  private final LongSupplier nanoTime;
  private final long shortNanos;
  private final long longNanos;
  private final ThreadLocal<Transaction> own = ThreadLocal.withInitial(Transaction::new);

  /// @param shortMillis as long as transactions last where little comes
  TransactionLength(int shortMillis) {
    this(shortMillis, System::nanoTime);
  }

  TransactionLength(int shortMillis, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.shortNanos = Duration.ofMillis(shortMillis).toNanos();
    this.longNanos = Math.max(shortNanos, LONG.toNanos());
  }

  /// As long as it may take until what was read and came to nothing is committed.
  long longestMillis() {
    return Duration.ofNanos(longNanos).multipliedBy(2).toMillis();
  }

  /// The transaction of the calling thread.
  Transaction own() {
    return own.get();
  }

  /// One after the other of a thread.
  final class Transaction {
    private long endedNanos = nanoTime.getAsLong();
    private boolean hasMany;
    private boolean open;
    private @Nullable Cancellable clock;

    private Transaction() {}

    /// So many records came at once. No more will come before they are done.
    void came(int records) {
      hasMany = records >= MANY;
    }

    /// A record is handed to a task: if it is the first since the last transaction, this one will
    /// end in time.
    void take(ProcessingContext task) {
      if (!open) {
        open = true;
        endInTime(task);
      }
    }

    private void endInTime(ProcessingContext task) {
      long leftNanos = endedNanos + (hasMany ? longNanos : shortNanos) - nanoTime.getAsLong();
      if (leftNanos <= 0) {
        task.commit();
      } else {
        clock =
            task.schedule(
                // Whole milliseconds from 1 are what Kafka Streams counts by.
                Duration.ofNanos(Math.min(leftNanos, shortNanos)).plusNanos(999_999),
                PunctuationType.WALL_CLOCK_TIME,
                _ -> {
                  stopClock();
                  endInTime(task);
                });
      }
    }

    /// It was committed or aborted.
    void ended() {
      endedNanos = nanoTime.getAsLong();
      open = false;
      stopClock();
    }

    private void stopClock() {
      if (clock != null) {
        clock.cancel();
        clock = null;
      }
    }
  }
}
