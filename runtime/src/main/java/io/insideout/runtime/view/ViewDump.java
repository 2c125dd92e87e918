package io.insideout.runtime.view;

import static io.insideout.runtime.view.ViewStore.startsWith;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.rocksdb.RocksIterator;

/// All rows of a view as they are at one moment, with the positions up to which they are true.
///
/// @param places the partitions, in the order of their numbers
record ViewDump(ViewStore store, List<TopicPartition> places) {
  /// As [View#dump] promises it.
  void write(Consumer<List<Long>> positions, Consumer<ViewRow> rows) {
    store.frozen(
        frozen -> {
          List<Long> known = places.stream().map(one -> store.position(one, frozen)).toList();
          positions.accept(known);
          byte[] prefix = {ViewStore.ROW};
          try (RocksIterator iterator = store.iterator(frozen)) {
            for (iterator.seek(prefix);
                iterator.isValid() && startsWith(iterator.key(), prefix);
                iterator.next()) {
              ViewRow row = ViewRow.of(iterator.key(), iterator.value());
              // What is left of a partition that others keep now is no row of the view.
              if (row.offset() < known.get(row.partition())) {
                rows.accept(row);
              }
            }
          }
          return true;
        });
  }
}
