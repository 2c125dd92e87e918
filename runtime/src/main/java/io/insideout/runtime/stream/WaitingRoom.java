package io.insideout.runtime.stream;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /// A crowd is reviewed in turns, so that the records behind it are not held up.
  private static final int REVIEWED_AT_ONCE = 1_000;

  private static final String SINCE = "waiting-since";

  private final ProcessorContext<?, ?> context;
  private final TimestampedKeyValueStoreWithHeaders<String, V> store;
  private final Review<V> review;
  private final Duration reviewAfter;
  private final Duration reviewEvery;
  // When each is to be looked at, milliseconds since the epoch: the first first.
  private final Map<String, Long> waiting = new LinkedHashMap<>();
  private @Nullable Cancellable clock;

  private WaitingRoom(
      ProcessorContext<?, ?> context, String store, Duration reviewAfter, Review<V> review) {
    this.context = context;
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
    /// @param waited how long it has waited, by the wall clock
    /// @return whether it need not wait any longer
    boolean leaves(Record<String, V> record, Duration waited);
  }

  /// Opens the room within a processor's `init`. Who waited when the service stopped waits again,
  /// and the time between counts.
  ///
  /// @param store what [TopologyWriter#waitingRoom] returned
  public static <V> WaitingRoom<V> open(
      ProcessorContext<?, ?> context, String store, Review<V> review) {
    return open(context, store, Duration.ZERO, review);
  }

  /// The same, where nobody is looked at before having waited for a time.
  ///
  /// @param reviewAfter that time; who stays then is looked at again after as long
  public static <V> WaitingRoom<V> open(
      ProcessorContext<?, ?> context, String store, Duration reviewAfter, Review<V> review) {
    WaitingRoom<V> room = new WaitingRoom<>(context, store, reviewAfter, review);
    Map<String, Long> found = new HashMap<>();
    try (KeyValueIterator<String, ValueTimestampHeaders<V>> before = room.store.all()) {
      while (before.hasNext()) {
        KeyValue<String, ValueTimestampHeaders<V>> next = before.next();
        found.put(next.key, since(next.value.headers()) + reviewAfter.toMillis());
      }
    }
    found.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(next -> room.waiting.put(next.getKey(), next.getValue()));
    room.setClock();
    return room;
  }

  /// Lets a record wait. Where one of the same key waits already, that one stays and this is
  /// dropped.
  public void admit(Record<String, V> record) {
    if (!waiting.containsKey(record.key())) {
      long now = context.currentSystemTimeMs();
      waiting.put(record.key(), now + reviewAfter.toMillis());
      Headers headers = new RecordHeaders(record.headers());
      headers.add(SINCE, Long.toString(now).getBytes(StandardCharsets.UTF_8));
      store.put(
          record.key(), ValueTimestampHeaders.make(record.value(), record.timestamp(), headers));
      setClock();
    }
  }

  /// Lets one go before its time. Who does not wait is not missed.
  public void dismiss(String key) {
    if (waiting.remove(key) != null) {
      // The clock finds by itself that nobody waits: it is not set and stopped for each who is let
      // go at once.
      store.delete(key);
    }
  }

  /// A clock that runs exactly while somebody waits.
  private void setClock() {
    if (clock == null && !waiting.isEmpty()) {
      clock = context.schedule(reviewEvery, PunctuationType.WALL_CLOCK_TIME, _ -> reviewSome());
    } else if (clock != null && waiting.isEmpty()) {
      clock.cancel();
      clock = null;
    }
  }

  private void reviewSome() {
    long now = context.currentSystemTimeMs();
    List<String> turn =
        waiting.entrySet().stream()
            .takeWhile(next -> next.getValue() <= now)
            .limit(REVIEWED_AT_ONCE)
            .map(Map.Entry::getKey)
            .toList();
    for (String key : turn) {
      // Whoever stays goes to the end of the queue.
      waiting.remove(key);
      if (leaves(key, requireNonNull(store.get(key)))) {
        store.delete(key);
      } else {
        waiting.put(key, now + reviewAfter.toMillis());
      }
    }
    setClock();
  }

  private boolean leaves(String key, ValueTimestampHeaders<V> waiter) {
    Headers headers = new RecordHeaders(waiter.headers());
    long since = since(headers);
    headers.remove(SINCE);
    return review.leaves(
        new Record<>(key, waiter.value(), waiter.timestamp(), headers),
        Duration.ofMillis(context.currentSystemTimeMs() - since));
  }

  private static long since(Headers headers) {
    return Long.parseLong(
        new String(requireNonNull(headers.lastHeader(SINCE)).value(), StandardCharsets.UTF_8));
  }
}
