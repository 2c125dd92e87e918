package io.insideout.runtime.stream;

import io.insideout.runtime.store.Row;
import io.insideout.runtime.store.RowStore;
import io.insideout.runtime.store.Store.Count;
import io.insideout.runtime.store.StoreAway;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/// A store of a topology that runs, as bytes: below the serdes and whatever else Kafka Streams has
/// wrapped it in, so that what is seen is what is kept.
///
/// @param partition the part of it, or null where it is whole
/// @param wrapped finds it, as Kafka Streams has wrapped it, or throws where it is not to be read
record StoreBytes(String name, @Nullable Integer partition, Supplier<StateStore> wrapped) {
  /// A store of a client that runs.
  static StoreBytes of(KafkaStreams streams, String name, @Nullable Integer partition) {
    StoreQueryParameters<StateStore> whole =
        StoreQueryParameters.fromNameAndType(name, new AsItIs());
    StoreQueryParameters<StateStore> asked =
        partition == null ? whole : whole.withPartition(partition);
    return new StoreBytes(name, partition, () -> streams.store(asked));
  }

  /// Takes a store as it is. Kafka Streams' own types hand out typed values alone.
  private static final class AsItIs implements QueryableStoreType<StateStore> {
    @Override
    public boolean accepts(StateStore store) {
      return true;
    }

    @Override
    public StateStore create(StateStoreProvider provider, String name) {
      return provider.stores(name, this).stream()
          .findFirst()
          .orElseThrow(() -> new InvalidStateStoreException(name + " is nowhere here"));
    }
  }

  /// A store that is open at this moment.
  private record Open(KeyValueStore<Bytes, byte[]> rows, StoreFormat format) {
    Row row(@Nullable Integer partition, byte[] key, byte[] stored) {
      return new Row(
          key,
          partition == null ? Row.NOWHERE : partition,
          Row.NOWHERE,
          format.timestampMillis(stored),
          format.value(stored));
    }
  }

  /// Whether it is of a partition behind that one.
  boolean isBehind(int other) {
    return partition != null && partition > other;
  }

  /// @param after exclusive, where it is not null
  /// @throws StoreAway if it cannot be read at this moment
  List<Row> rows(byte @Nullable [] after, byte[] from, int most) {
    return reading(
        open -> {
          List<Row> rows = new ArrayList<>();
          byte[] first = after == null ? from : Arrays.copyOf(after, after.length + 1);
          long bytes = 0;
          try (KeyValueIterator<Bytes, byte[]> next = iterator(open.rows(), first)) {
            while (next.hasNext() && rows.size() < most && bytes < RowStore.MOST_PAGE_BYTES) {
              KeyValue<Bytes, byte[]> row = next.next();
              rows.add(open.row(partition, row.key.get(), row.value));
              bytes += row.value.length;
            }
          }
          return rows;
        });
  }

  // Kafka's classes are not annotated: a range without an end ends with the store.
  @SuppressWarnings("NullAway")
  private static KeyValueIterator<Bytes, byte[]> iterator(
      KeyValueStore<Bytes, byte[]> rows, byte[] first) {
    return rows.range(Bytes.wrap(first), null);
  }

  /// @throws StoreAway if it cannot be read at this moment
  Optional<Row> row(byte[] key) {
    return reading(
        open ->
            Optional.ofNullable(open.rows().get(Bytes.wrap(key)))
                .map(stored -> open.row(partition, key, stored)));
  }

  /// @throws StoreAway if it cannot be read at this moment
  Count count() {
    return reading(
        open -> {
          int counted = 0;
          try (KeyValueIterator<Bytes, byte[]> next = open.rows().all()) {
            for (; counted < Count.MOST_COUNTED && next.hasNext(); counted++) {
              next.next();
            }
          }
          return counted < Count.MOST_COUNTED
              ? new Count(counted, true)
              : new Count(Math.max(counted, open.rows().approximateNumEntries()), false);
        });
  }

  /// The offset of the newest record of each partition of a topic that was taken in, as far as it
  /// is known.
  ///
  /// @throws StoreAway if it cannot be read at this moment
  Map<Integer, Long> positions(String topic) {
    return reading(open -> open.rows().getPosition().getPartitionPositions(topic));
  }

  private <T> T reading(Function<Open, T> read) {
    try {
      return read.apply(open());
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw new StoreAway(
          "the store %s%s is not to be read here at this moment: it is read back, goes to another instance, or closes"
              .formatted(name, partition == null ? "" : " of partition " + partition),
          e);
    }
  }

  private Open open() {
    StateStore found = wrapped.get();
    return new Open(bytes(found), StoreFormat.of(found));
  }

  // Below all wrapping, a store of keys and values is one of bytes.
  @SuppressWarnings("unchecked")
  private static KeyValueStore<Bytes, byte[]> bytes(StateStore wrapped) {
    StateStore inner = wrapped;
    while (inner instanceof WrappedStateStore<?, ?, ?> wrapping) {
      inner = wrapping.wrapped();
    }
    return (KeyValueStore<Bytes, byte[]>) inner;
  }
}
