package io.insideout.runtime.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/// A view as it was at one moment: whatever it takes in meanwhile is not seen. It is read a page at
/// a time, so that a view can be closed whoever reads it, who is told at the next page. For one
/// thread at a time, whichever that is.
public final class FrozenView implements AutoCloseable {
  private static final long MOST_PAGE_BYTES = 1 << 20;

  private final ViewStore store;
  private final ViewStore.Moment moment;

  FrozenView(ViewStore store) {
    this.store = store;
    this.moment = store.moment();
  }

  /// The row of a key, or null.
  ///
  /// @throws ViewClosed if the view has been closed
  public @Nullable ViewRow get(String key) {
    byte[] row = store.get(ViewStore.rowKey(key), moment);
    return row == null ? null : ViewRow.of(key, row);
  }

  /// Rows in the order of their keys; none at the end.
  ///
  /// @param after the last key of the page before, or null to begin
  /// @param most how many; fewer where they are large
  /// @throws ViewClosed if the view has been closed
  public List<ViewRow> page(@Nullable String after, int most) {
    byte[] prefix = ViewStore.rowKey("");
    byte[] from = ViewStore.rowKey(after == null ? "" : after + "\0");
    return store.reading(
        moment,
        frozen -> {
          List<ViewRow> rows = new ArrayList<>();
          long bytes = 0;
          try (RocksIterator iterator = store.iterator(frozen)) {
            for (iterator.seek(from);
                iterator.isValid()
                    && rows.size() < most
                    && bytes < MOST_PAGE_BYTES
                    && Arrays.equals(iterator.key(), 0, prefix.length, prefix, 0, prefix.length);
                iterator.next()) {
              rows.add(ViewRow.of(iterator.key(), iterator.value()));
              bytes += rows.getLast().value().length;
            }
          }
          return rows;
        });
  }

  @Override
  public void close() {
    store.release(moment);
  }
}
