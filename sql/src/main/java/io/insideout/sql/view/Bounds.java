package io.insideout.sql.view;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How much an answer may take: time, and memory for what it has to keep before it can go on. This
/// process has orders to serve besides.
final class Bounds {
  /// How many may be answered at the same time.
  static final int ANSWERS = 4;

  static final int ROWS = 100_000;
  static final Duration TIME = Duration.ofSeconds(20);
  static final Duration TIME_TO_PLAN = Duration.ofSeconds(5);
  static final long KEPT_BYTES = 16L << 20;
  static final int TEXT_CHARS = 1 << 20;

  private static final int LOOKS_EVERY = 64;
  private static final int OBJECT_BYTES = 24;
  private static final int MOST_DEEP = 16;

  private boolean isPlanned;
  private long deadlineNanos = System.nanoTime() + TIME_TO_PLAN.toNanos();
  private long keptBytes;
  private int untilLook = LOOKS_EVERY;
  private volatile boolean closed;

  /// It is planned, and the time begins in which it is answered.
  void begin() {
    isPlanned = true;
    deadlineNanos = System.nanoTime() + TIME.toNanos();
  }

  /// A row has come from somewhere, or a step of the planning.
  ///
  /// @throws AnswerEnds if the time is over, or nobody listens any more
  void row() {
    if (--untilLook == 0) {
      untilLook = LOOKS_EVERY;
      look();
    }
  }

  void look() {
    if (closed) {
      throw new AnswerEnds("Nobody listens any more.");
    }
    if (System.nanoTime() - deadlineNanos > 0) {
      throw new AnswerEnds(
          isPlanned
              ? "It takes more than %d seconds: write WHERE with a key, or ask the stream."
                  .formatted(TIME.toSeconds())
              : "It takes more than %d seconds to find out how to answer it: write fewer queries within queries."
                  .formatted(TIME_TO_PLAN.toSeconds()));
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
