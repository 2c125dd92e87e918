package io.insideout.runtime.view;

import static io.insideout.runtime.view.ViewStore.startsWith;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/// Takes rows out of a view that are kept by others from now on, those of several partitions in one
/// pass, a bounded number of rows at a time, so that the view is read, and can be closed, in
/// between. What is to go is remembered in the store until nothing of it is there. In the reader's
/// thread alone.
final class ViewSweep {
  private static final byte[] FIRST = {ViewStore.ROW};
  private static final long MOST_BYTES = 1 << 20;

  private final ViewStore store;
  private final Function<ViewRow, List<Index>> entries;
  private final int most;
  private final Set<TopicPartition> swept = new HashSet<>();
  // What is left in the middle of a pass is looked for in the next one.
  private final Set<TopicPartition> next = new HashSet<>();
  private byte[] from = FIRST;

  /// @param entries those by which a row is listed; asked once for each row that goes
  /// @param most how many rows are looked at in one step
  ViewSweep(ViewStore store, Function<ViewRow, List<Index>> entries, int most) {
    this.store = store;
    this.entries = entries;
    this.most = most;
  }

  /// From now on nothing is known of these partitions, and what there is of their rows goes.
  void add(Collection<TopicPartition> left) {
    store.leave(left);
    next.addAll(left);
  }

  /// Whether there may be rows still of a partition that was left.
  boolean isOf(TopicPartition partition) {
    return swept.contains(partition) || next.contains(partition);
  }

  boolean isDone() {
    return swept.isEmpty() && next.isEmpty();
  }

  /// Goes on from where it stopped.
  void step() {
    if (isDone()) {
      return;
    }
    if (swept.isEmpty()) {
      swept.addAll(next);
      next.clear();
      from = FIRST;
    }
    Slice slice = slice();
    try (WriteBatch batch = new WriteBatch()) {
      for (ViewRow row : slice.left()) {
        batch.delete(ViewStore.rowKey(row.key()));
        for (Index index : entries.apply(row)) {
          batch.delete(index.entry(row.key()));
        }
      }
      if (slice.isLast()) {
        swept.forEach(partition -> store.putSwept(batch, partition));
      }
      store.write(batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the view cannot be written", e);
    }
    from = slice.next();
    if (slice.isLast()) {
      swept.clear();
    }
  }

  /// @param left the rows that go
  /// @param next where the next one begins
  private record Slice(List<ViewRow> left, byte[] next, boolean isLast) {}

  private Slice slice() {
    Set<Integer> numbers = Reading.numbers(swept);
    return store.frozen(
        frozen -> {
          List<ViewRow> left = new ArrayList<>();
          int looked = 0;
          long bytes = 0;
          try (RocksIterator rows = store.iterator(frozen)) {
            for (rows.seek(from); rows.isValid() && startsWith(rows.key(), FIRST); rows.next()) {
              if (looked++ == most || bytes >= MOST_BYTES) {
                return new Slice(left, rows.key(), false);
              }
              byte[] row = rows.value();
              bytes += row.length;
              ViewRow one = ViewRow.of(rows.key(), row);
              if (numbers.contains(one.partition())) {
                left.add(one);
              }
            }
          }
          return new Slice(left, FIRST, true);
        });
  }
}
