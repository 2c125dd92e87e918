package io.insideout.runtime.view;

import static io.insideout.runtime.view.ViewStore.startsWith;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/// Rows of a view in the order of an index.
///
/// @param row looks a row up by its key
/// @param partitions whose rows are listed
record IndexedRows<V>(
    ViewStore store, Function<String, @Nullable Seen<V>> row, Set<Integer> partitions) {
  /// As [View#list] promises it.
  Page<V> page(
      String index,
      String value,
      byte @Nullable [] after,
      long fromMicros,
      long toMicros,
      Predicate<V> wanted,
      int limit) {
    byte[] prefix = Index.prefix(index, value);
    if (after != null && !startsWith(after, prefix)) {
      throw new IllegalArgumentException("the cursor is not of this list");
    }
    return store.frozen(
        frozen -> {
          try (RocksIterator entries = store.iterator(frozen)) {
            byte[] first = Index.from(prefix, toMicros - 1);
            // A cursor may be of a list that began later in time than this one does.
            boolean goesOn = after != null && Arrays.compareUnsigned(after, first) > 0;
            entries.seek(goesOn ? after : first);
            return collect(entries, prefix, fromMicros, wanted, limit);
          }
        });
  }

  private Page<V> collect(
      RocksIterator entries, byte[] prefix, long fromMicros, Predicate<V> wanted, int limit) {
    List<Seen<V>> items = new ArrayList<>();
    List<byte[]> places = new ArrayList<>();
    int looked = 0;
    for (; entries.isValid() && startsWith(entries.key(), prefix); entries.next()) {
      byte[] entry = entries.key();
      if (Index.timeMicros(prefix, entry) < fromMicros) {
        break;
      }
      if (items.size() == limit || looked++ == limit * 100) {
        return new Page<>(items, places, entry);
      }
      Seen<V> seen = row.apply(Index.key(prefix, entry));
      if (seen != null && partitions.contains(seen.partition()) && wanted.test(seen.value())) {
        items.add(seen);
        places.add(entry);
      }
    }
    return new Page<>(items, places, null);
  }
}
