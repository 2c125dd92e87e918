package io.insideout.runtime.stream;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStoreWithHeaders;
import org.apache.kafka.streams.state.ValueTimestampHeaders;
import org.jspecify.annotations.Nullable;

/// Where records wait that cannot be answered yet, because a table may not have caught up with the
/// stream. A record waits whole, with its headers and timestamp, in a store that survives a
/// restart: what is made from it later has the same cause as if it had been made at once.
///
/// Those who have waited for a while are shown to a [Review], which lets them go or not; until then
/// they cost nothing but their place. While nobody waits there is no clock either: Kafka Streams
/// commits after every punctuation, whether it did anything or not.
public final class WaitingRoom<V> {
  private static final Duration SOON = Duration.ofMillis(100);

  /// What somebody waits for may stand in what was written while the service was away, and is read
  /// now: so long nobody is looked at after a start who is to be looked at late.
  private static final Duration CATCH_UP = Duration.ofMinutes(1);

  /// A crowd is reviewed in turns, so that the records behind it are not held up.
  private static final int REVIEWED_AT_ONCE = 1_000;

  private static final String SINCE = "waiting-since";

  /// By what it is measured how long somebody waits.
  public enum Clock {
    /// The time of day. It goes on by itself.
    WALL,

    /// The time of the records: from the one that waits to the newest that the task has seen. It
    /// stands still while none comes, and a replay runs it as fast as it reads.
    EVENT
  }

  private record Place(long lookAtMillis, String key) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int earlier = Long.compare(lookAtMillis, other.lookAtMillis);
      return earlier == 0 ? key.compareTo(other.key) : earlier;
    }
  }

  private final ProcessorContext<?, ?> context;
  private final Clock clock;
  private final TimestampedKeyValueStoreWithHeaders<String, V> store;
  private final Review<V> review;
  private final Duration reviewAfter;
  private final Duration reviewEvery;
  private final Map<String, Place> waiting = new HashMap<>();
  private final NavigableSet<Place> queue = new TreeSet<>();
  private @Nullable Cancellable ticking;

  private WaitingRoom(
      ProcessorContext<?, ?> context,
      String store,
      Clock clock,
      Duration reviewAfter,
      Review<V> review) {
    this.context = context;
    this.clock = clock;
    this.store = context.getStateStore(store);
    this.reviewAfter = reviewAfter;
    this.reviewEvery = reviewAfter.isZero() ? SOON : SOON.multipliedBy(10);
    this.review = review;
  }

  /// Looks at a record that waits.
  @FunctionalInterface
  public interface Review<V> {
    /// Forwards what there is to say, if there is anything.
    ///
    /// @param record as it came
    /// @param waited how long it has waited, by the clock of the room
    /// @return whether it need not wait any longer
    boolean leaves(Record<String, V> record, Duration waited);
  }

  /// Opens the room within a processor's `init`. Who waited when the service stopped waits again,
  /// and the time between counts.
  ///
  /// @param store what [TopologyWriter#waitingRoom] returned
  public static <V> WaitingRoom<V> open(
      ProcessorContext<?, ?> context, String store, Review<V> review) {
    return open(context, store, Clock.WALL, Duration.ZERO, review);
  }

  /// The same, where nobody is looked at before having waited for a time.
  ///
  /// @param clock by which
  /// @param reviewAfter that time; who stays then is looked at again after as long
  public static <V> WaitingRoom<V> open(
      ProcessorContext<?, ?> context,
      String store,
      Clock clock,
      Duration reviewAfter,
      Review<V> review) {
    WaitingRoom<V> room = new WaitingRoom<>(context, store, clock, reviewAfter, review);
    long firstLookMillis =
        switch (clock) {
          case WALL ->
              context.currentSystemTimeMs() + Math.min(reviewAfter.toMillis(), CATCH_UP.toMillis());
          case EVENT -> Long.MIN_VALUE;
        };
    try (KeyValueIterator<String, ValueTimestampHeaders<V>> before = room.store.all()) {
      while (before.hasNext()) {
        KeyValue<String, ValueTimestampHeaders<V>> next = before.next();
        room.place(
            next.key,
            Math.max(since(next.value.headers()) + reviewAfter.toMillis(), firstLookMillis));
      }
    }
    room.tickWhileSomebodyWaits();
    return room;
  }

  /// Lets a record wait. Where one of the same key waits already, that one stays and this is
  /// dropped.
  public void admit(Record<String, V> record) {
    if (!waiting.containsKey(record.key())) {
      long since =
          switch (clock) {
            case WALL -> context.currentSystemTimeMs();
            case EVENT -> record.timestamp();
          };
      place(record.key(), since + reviewAfter.toMillis());
      Headers headers = new RecordHeaders(record.headers());
      headers.add(SINCE, Long.toString(since).getBytes(StandardCharsets.UTF_8));
      store.put(
          record.key(), ValueTimestampHeaders.make(record.value(), record.timestamp(), headers));
      tickWhileSomebodyWaits();
    }
  }

  private void place(String key, long lookAtMillis) {
    Place place = new Place(lookAtMillis, key);
    waiting.put(key, place);
    queue.add(place);
  }

  private boolean unplace(String key) {
    Place place = waiting.remove(key);
    return place != null && queue.remove(place);
  }

  /// Lets one go before its time. Who does not wait is not missed.
  public void dismiss(String key) {
    if (unplace(key)) {
      // The clock finds by itself that nobody waits: it is not set and stopped for each who is let
      // go at once.
      // A deletion would read what it deletes.
      store.put(key, null);
    }
  }

  private void tickWhileSomebodyWaits() {
    if (ticking == null && !waiting.isEmpty()) {
      PunctuationType by =
          switch (clock) {
            case WALL -> PunctuationType.WALL_CLOCK_TIME;
            case EVENT -> PunctuationType.STREAM_TIME;
          };
      ticking = context.schedule(reviewEvery, by, this::reviewSome);
    } else if (ticking != null && waiting.isEmpty()) {
      ticking.cancel();
      ticking = null;
    }
  }

  private void reviewSome(long now) {
    // Nobody is answered without a record being read, so the lease is asked for here too.
    if (!Lease.holds(context.appConfigs())) {
      return;
    }
    List<String> turn =
        queue.stream()
            .takeWhile(next -> next.lookAtMillis() <= now)
            .limit(REVIEWED_AT_ONCE)
            .map(Place::key)
            .toList();
    for (String key : turn) {
      // Whoever stays goes to the end of the queue.
      unplace(key);
      if (leaves(key, requireNonNull(store.get(key)), now)) {
        store.put(key, null);
      } else {
        place(key, now + reviewAfter.toMillis());
      }
    }
    tickWhileSomebodyWaits();
  }

  private boolean leaves(String key, ValueTimestampHeaders<V> waiter, long now) {
    Headers headers = new RecordHeaders(waiter.headers());
    long since = since(headers);
    headers.remove(SINCE);
    return review.leaves(
        new Record<>(key, waiter.value(), waiter.timestamp(), headers),
        Duration.ofMillis(now - since));
  }

  private static long since(Headers headers) {
    return Long.parseLong(
        new String(requireNonNull(headers.lastHeader(SINCE)).value(), StandardCharsets.UTF_8));
  }
}
