package io.insideout.runtime.view;

import static io.insideout.runtime.view.ViewStore.startsWith;

import java.util.List;
import java.util.function.Function;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/// Takes rows out of a view that are kept by others from now on, a bounded number at a time.
record ViewSweep(ViewStore store) {
  /// @param indexes the entries by which a row is listed
  /// @param most how many rows are taken away in one step
  void rowsOf(int partition, Function<ViewRow, List<Index>> indexes, int most) {
    store.frozen(
        frozen -> {
          byte[] prefix = {ViewStore.ROW};
          try (RocksIterator rows = store.iterator(frozen);
              WriteBatch batch = new WriteBatch()) {
            int taken = 0;
            for (rows.seek(prefix); rows.isValid() && startsWith(rows.key(), prefix); rows.next()) {
              ViewRow row = ViewRow.of(rows.key(), rows.value());
              if (row.partition() == partition) {
                batch.delete(rows.key());
                for (Index index : indexes.apply(row)) {
                  batch.delete(index.entry(row.key()));
                }
                if (++taken % most == 0) {
                  store.write(batch);
                  batch.clear();
                }
              }
            }
            store.write(batch);
            return true;
          } catch (RocksDBException e) {
            throw new IllegalStateException("the view cannot be written", e);
          }
        });
  }
}
