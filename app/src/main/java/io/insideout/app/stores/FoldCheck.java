package io.insideout.app.stores;

import static java.util.Objects.requireNonNull;

import io.insideout.runtime.Pause;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.store.Row;
import io.insideout.runtime.store.RowStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Holds the row of a key against the newest committed record that tells what it has to be, content
/// against content.
///
/// A row may be ahead of the log by a transaction that is open, or behind it by what was not taken
/// in yet. So what differs is looked at again, row and log, until it has stood like that for a
/// second, with all committed that was written when it began.
///
/// @param partition that the row is of, where it is there and the store is divided; else nowhere
record FoldCheck(RowStore store, byte[] key, int partition, Ends ends) {
  /// How far partitions are written, open transactions included.
  interface Ends {
    Map<TopicPartition, Long> written(List<TopicPartition> places, Duration atMost)
        throws InterruptedException;
  }

  private static final Duration STANDS = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(8);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final String NOT_FOUND =
      "The newest record of this key is older than what one question may look at: ask on.";

  /// Row and record that differ.
  ///
  /// @param written how far the log was written when they began to
  private record Difference(
      @Nullable Row row,
      @Nullable ConsumerRecord<byte[], byte[]> record,
      long sinceNanos,
      Map<TopicPartition, Long> written) {
    boolean isStill(@Nullable Row now, @Nullable ConsumerRecord<byte[], byte[]> newest) {
      return Row.areSame(row, now) && Objects.equals(place(record), place(newest));
    }

    private static @Nullable String place(@Nullable ConsumerRecord<byte[], byte[]> one) {
      return one == null ? null : Causes.coordinates(one);
    }

    boolean hasStood(Map<TopicPartition, Long> committed) {
      return System.nanoTime() - sinceNanos >= STANDS.toNanos()
          && written.entrySet().stream()
              .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
  }

  /// Where the record may stand, the likeliest first.
  List<TopicPartition> places() {
    return store.places(key, row()).stream()
        .filter(place -> partition == Row.NOWHERE || place.partition() == partition)
        .toList();
  }

  /// @param search of the key in these places
  /// @throws io.insideout.runtime.store.StoreAway if the store cannot be read at this moment
  Fold with(KeySearch search, List<TopicPartition> places) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + LONGEST.toNanos();
    long records = 0;
    Difference difference = null;
    while (true) {
      Budget budget = new Budget();
      search.look(budget);
      records += budget.records();
      ConsumerRecord<byte[], byte[]> newest = search.found();
      Row row = row();
      if (!search.isDone()) {
        return new Fold(Verdict.UNKNOWN, NOT_FOUND, row, newest, search, records);
      }
      if (agree(row, newest)) {
        return new Fold(Verdict.EQUAL, equal(newest), row, newest, search, records);
      }
      if (difference == null || !difference.isStill(row, newest)) {
        difference = new Difference(row, newest, System.nanoTime(), written(places));
      } else if (difference.hasStood(search.ends()) && hasTaken(newest)) {
        return new Fold(Verdict.DIFFERS, differs(row, newest), row, newest, search, records);
      }
      if (System.nanoTime() >= deadlineNanos) {
        return new Fold(Verdict.UNKNOWN, unsettled(newest), row, newest, search, records);
      }
      Pause.atMost(LOOK_AGAIN);
    }
  }

  private Map<TopicPartition, Long> written(List<TopicPartition> places)
      throws InterruptedException {
    try {
      return ends.written(places, LONGEST);
    } catch (IllegalStateException e) {
      throw new KafkaException(e);
    }
  }

  private @Nullable Row row() {
    return store.rows(key).stream()
        .filter(row -> partition == Row.NOWHERE || row.partition() == partition)
        .findFirst()
        .orElse(null);
  }

  private boolean agree(@Nullable Row row, @Nullable ConsumerRecord<byte[], byte[]> newest) {
    boolean isNothing = newest == null || newest.value() == null;
    if (row == null || isNothing) {
      return row == null && isNothing;
    }
    return store.isMadeOf(row, requireNonNull(newest));
  }

  private boolean hasTaken(@Nullable ConsumerRecord<byte[], byte[]> newest) {
    return newest == null
        || store.hasTaken(new TopicPartition(newest.topic(), newest.partition()), newest.offset());
  }

  private static String equal(@Nullable ConsumerRecord<byte[], byte[]> newest) {
    if (newest == null) {
      return "There is no such row, and the log has no record of this key.";
    }
    return newest.value() == null
        ? "There is no such row, and the newest record of this key deletes it."
        : "The row is what the newest record of this key says.";
  }

  private static String differs(
      @Nullable Row row, @Nullable ConsumerRecord<byte[], byte[]> newest) {
    if (newest == null) {
      return "There is a row, and the log has no record of this key.";
    }
    if (newest.value() == null) {
      return "There is a row, and the newest record of this key deletes it.";
    }
    return row == null
        ? "There is no such row, and the log has a record that makes one."
        : "The row is not what the newest record of this key says.";
  }

  private String unsettled(@Nullable ConsumerRecord<byte[], byte[]> newest) {
    return hasTaken(newest)
        ? "The row changes, or a transaction is open: what stands there could not be compared."
        : "The store has not taken in the newest record of this key yet.";
  }
}
