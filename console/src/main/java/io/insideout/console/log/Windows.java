package io.insideout.console.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads one window of each partition, and keeps of it what may be told.
///
/// @param most how many records may be told at all
record Windows(
    Consumer<byte[], byte[]> reader,
    Decoder decoder,
    Predicate<Shown> wanted,
    Direction direction,
    int most) {
  private static final Duration POLL = Duration.ofMillis(100);

  /// What a window held.
  ///
  /// @param part how much of the window was looked at
  /// @param records in the direction that is read in
  record Seen(Range part, List<Shown> records) {}

  Map<TopicPartition, Seen> read(Map<TopicPartition, Range> windows, Budget budget) {
    Map<TopicPartition, Deque<Shown>> kept = new HashMap<>();
    Map<TopicPartition, Long> stopped = new HashMap<>();
    reader.assign(windows.keySet());
    // Who was paused before stays so.
    reader.resume(windows.keySet());
    windows.forEach((place, window) -> reader.seek(place, window.from()));
    while (!reader.paused().containsAll(windows.keySet()) && !budget.isSpent()) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        TopicPartition place = new TopicPartition(record.topic(), record.partition());
        Range window = windows.getOrDefault(place, new Range(0, 0));
        if (budget.isSpent()) {
          stopped.putIfAbsent(place, record.offset());
        } else if (record.offset() < window.to()) {
          budget.spend(record);
          keep(decoder.shown(record), kept.computeIfAbsent(place, _ -> new ArrayDeque<>()));
        }
      }
      windows.forEach(
          (place, window) -> {
            if (reader.position(place) >= window.to()) {
              reader.pause(Set.of(place));
            }
          });
    }
    Map<TopicPartition, Seen> seen = new HashMap<>();
    windows.forEach(
        (place, window) -> {
          long reached = stopped.getOrDefault(place, reader.position(place));
          seen.put(
              place,
              seen(
                  window,
                  Math.min(window.to(), reached),
                  kept.getOrDefault(place, new ArrayDeque<>())));
        });
    return seen;
  }

  /// One more than may be told, so that it is known where the others begin.
  private void keep(Shown record, Deque<Shown> kept) {
    boolean isFull = kept.size() > most;
    if ((isFull && direction == Direction.FORWARD) || !wanted.test(record)) {
      return;
    }
    if (isFull) {
      kept.removeFirst();
    }
    kept.addLast(record);
  }

  /// Backwards, a window that was left in the middle has not been looked at: its newest are
  /// missing.
  private Seen seen(Range window, long reached, Deque<Shown> kept) {
    return switch (direction) {
      case FORWARD ->
          new Seen(new Range(window.from(), Math.max(window.from(), reached)), List.copyOf(kept));
      case BACKWARD ->
          reached < window.to()
              ? new Seen(new Range(window.to(), window.to()), List.of())
              : new Seen(window, List.copyOf(kept).reversed());
    };
  }
}
