package io.insideout.sql.view;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How much an answer may take: time, and memory for what it has to keep before it can go on. This
/// process has orders to serve besides.
final class Bounds {
  /// How many may be answered at the same time.
  static final int ANSWERS = 4;

  static final int ROWS = 100_000;
  static final Duration TIME = Duration.ofSeconds(20);

  /// Counted, for who asks first on a machine that is busy waits for seconds until Calcite is
  /// loaded, and has asked nothing wrong. A large query of some use takes 20,000.
  static final int STEPS_TO_PLAN = 500_000;

  static final long KEPT_BYTES = 16L << 20;
  static final int TEXT_CHARS = 1 << 20;

  private static final int LOOKS_EVERY = 64;
  private static final int OBJECT_BYTES = 24;
  private static final int MOST_DEEP = 16;

  private final LongSupplier nanoTime;
  private boolean isPlanned;
  private long deadlineNanos;
  private long steps;
  private long keptBytes;
  private volatile boolean closed;

  Bounds() {
    this(System::nanoTime);
  }

  Bounds(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.deadlineNanos = nanoTime.getAsLong() + TIME.toNanos();
  }

  /// It is planned, and the time begins in which it is answered.
  void begin() {
    isPlanned = true;
    deadlineNanos = nanoTime.getAsLong() + TIME.toNanos();
  }

  /// A row has come from somewhere, or a step of the planning.
  ///
  /// @throws AnswerEnds if the time is over, or nobody listens any more
  void row() {
    if (++steps % LOOKS_EVERY == 0) {
      look();
    }
  }

  void look() {
    if (closed) {
      throw new AnswerEnds("Nobody listens any more.");
    }
    if (!isPlanned && steps > STEPS_TO_PLAN) {
      throw new AnswerEnds(
          "It takes more than %,d steps to find out how to answer it: write fewer queries within queries."
              .formatted(STEPS_TO_PLAN));
    }
    if (nanoTime.getAsLong() - deadlineNanos > 0) {
      throw new AnswerEnds(
          "It takes more than %d seconds: write WHERE with a key, or ask the stream."
              .formatted(TIME.toSeconds()));
    }
  }

  /// Something is kept.
  ///
  /// @throws AnswerEnds if it is too much
  void keep(long bytes) {
    keptBytes += bytes;
    if (keptBytes > KEPT_BYTES) {
      throw new AnswerEnds(
          "It has to keep more than %d MB to be sorted, joined or grouped: name fewer columns, write WHERE or LIMIT, or ask the stream."
              .formatted(KEPT_BYTES >> 20));
    }
  }

  /// Something is kept no longer.
  void leave(long bytes) {
    keptBytes -= bytes;
  }

  void close() {
    closed = true;
  }

  /// About how much of the heap a value takes.
  static long bytes(@Nullable Object value) {
    return bytes(value, 0);
  }

  private static long bytes(@Nullable Object value, int depth) {
    if (depth > MOST_DEEP) {
      throw new AnswerEnds("A value is nested too deep.");
    }
    return switch (value) {
      case null -> 0;
      case String text -> OBJECT_BYTES + 2L * text.length();
      case Object[] cells -> {
        long sum = OBJECT_BYTES + 8L * cells.length;
        for (Object cell : cells) {
          sum += bytes(cell, depth + 1);
        }
        yield sum;
      }
      case List<?> list -> {
        long sum = OBJECT_BYTES + 8L * list.size();
        for (Object one : list) {
          sum = bounded(sum + bytes(one, depth + 1));
        }
        yield sum;
      }
      case Map<?, ?> map -> {
        long sum = OBJECT_BYTES;
        for (Map.Entry<?, ?> one : map.entrySet()) {
          sum =
              bounded(sum + 48 + bytes(one.getKey(), depth + 1) + bytes(one.getValue(), depth + 1));
        }
        yield sum;
      }
      default -> OBJECT_BYTES;
    };
  }

  /// A value may hold the same one many times over, and look larger than the heap.
  private static long bounded(long bytes) {
    if (bytes > KEPT_BYTES) {
      throw new AnswerEnds("A value is larger than %d MB.".formatted(KEPT_BYTES >> 20));
    }
    return bytes;
  }
}
