package io.insideout.runtime.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.rocksdb.RocksIterator;

/// The records about one subject, read from a store: all of them, or where there are many, or large
/// ones, the first and the last.
final class RecordRows {
  private static final long MOST_BYTES_OF_AN_END = 4L << 20;

  private RecordRows() {}

  /// @param prefix of the subject
  /// @param most how many
  static Kept read(ViewStore store, byte[] prefix, int most) {
    return store.frozen(
        frozen -> {
          try (RocksIterator rows = store.iterator(frozen)) {
            return ends(rows, prefix, most);
          }
        });
  }

  private static Kept ends(RocksIterator rows, byte[] prefix, int most) {
    List<ConsumerRecord<byte[], byte[]>> first = new ArrayList<>();
    rows.seek(prefix);
    long bytes = 0;
    while (isOf(prefix, rows) && first.size() < most / 2 && bytes < MOST_BYTES_OF_AN_END) {
      bytes += take(rows, first);
      rows.next();
    }
    if (!isOf(prefix, rows)) {
      return new Kept(first, false);
    }
    byte[] next = rows.key();
    List<ConsumerRecord<byte[], byte[]>> last = new ArrayList<>();
    byte[] behind = Arrays.copyOf(prefix, prefix.length + Long.BYTES);
    Arrays.fill(behind, prefix.length, behind.length, (byte) 0xff);
    bytes = 0;
    rows.seekForPrev(behind);
    while (isOf(prefix, rows)
        && Arrays.compareUnsigned(rows.key(), next) >= 0
        && last.size() < most / 2
        && bytes < MOST_BYTES_OF_AN_END) {
      bytes += take(rows, last);
      rows.prev();
    }
    boolean isCut = isOf(prefix, rows) && Arrays.compareUnsigned(rows.key(), next) >= 0;
    first.addAll(last.reversed());
    return new Kept(first, isCut);
  }

  private static boolean isOf(byte[] prefix, RocksIterator rows) {
    if (!rows.isValid()) {
      return false;
    }
    byte[] key = rows.key();
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static long take(RocksIterator rows, List<ConsumerRecord<byte[], byte[]>> into) {
    byte[] row = rows.value();
    into.add(RecordBytes.record(rows.key(), row));
    return row.length;
  }
}
