package io.insideout.sql.view;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/// Stands between two steps of a query, and counts what goes through: where time is over, or the
/// next step keeps more than it may, the answer ends. Calcite's steps know no bounds. Public, for
/// the code that Calcite compiles in a place of its own.
public final class Gate {
  /// What the next step keeps of the rows that it is given.
  sealed interface Keeps {
    /// At most one.
    record Nothing() implements Keeps {}

    /// All of them.
    record EveryRow() implements Keeps {}

    /// One for each key.
    record OneForEach(List<Integer> columns) implements Keeps {}
  }

  // Of a hash 22 bits are used, which are half a megabyte at most.
  private static final int SPREAD = 0x9E3779B9;
  private static final int UNUSED_BITS = 10;

  private final Bounds bounds;
  private final Keeps keeps;
  private long keptBytes;

  Gate(Bounds bounds, Keeps keeps) {
    this.bounds = bounds;
    this.keeps = keeps;
  }

  /// The same rows.
  public <T extends @Nullable Object> Enumerable<T> over(Enumerable<T> rows) {
    return new AbstractEnumerable<>() {
      @Override
      public Enumerator<T> enumerator() {
        // Who comes back to the beginning has left what was kept of the last time.
        bounds.leave(keptBytes);
        keptBytes = 0;
        return new Counted<>(rows.enumerator());
      }
    };
  }

  /// The rows of one time, counted.
  private final class Counted<T extends @Nullable Object> implements Enumerator<T> {
    private final Enumerator<T> rows;
    // By their hashes: keys are not kept twice for being counted, and those few whose hashes are
    // the same do not matter.
    private final BitSet keys = new BitSet();

    Counted(Enumerator<T> rows) {
      this.rows = rows;
    }

    @Override
    public T current() {
      return rows.current();
    }

    @Override
    public boolean moveNext() {
      bounds.row();
      if (!rows.moveNext()) {
        return false;
      }
      switch (keeps) {
        case Keeps.Nothing() -> {
          // Then it is about time alone.
        }
        case Keeps.EveryRow() -> keep(rows.current());
        case Keeps.OneForEach(List<Integer> columns) -> {
          @Nullable Object key = key(rows.current(), columns);
          int hash = (Arrays.deepHashCode(new @Nullable Object[] {key}) * SPREAD) >>> UNUSED_BITS;
          if (!keys.get(hash)) {
            keys.set(hash);
            keep(key);
          }
        }
      }
      return true;
    }

    private void keep(@Nullable Object kept) {
      long bytes = 64 + Bounds.bytes(kept);
      keptBytes += bytes;
      bounds.keep(bytes);
    }

    @Override
    public void reset() {
      rows.reset();
    }

    @Override
    public void close() {
      rows.close();
    }
  }

  private static @Nullable Object key(@Nullable Object row, List<Integer> columns) {
    if (!(row instanceof Object[] cells)) {
      return row;
    }
    @Nullable Object[] key = new @Nullable Object[columns.size()];
    for (int i = 0; i < key.length; i++) {
      key[i] = cells[columns.get(i)];
    }
    return key;
  }
}
