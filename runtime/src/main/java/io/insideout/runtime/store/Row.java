package io.insideout.runtime.store;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A row of a store, as bytes.
///
/// @param partition that it is of, where the store is divided by partitions or knows the record;
///   else [#NOWHERE]
/// @param offset of the record that it was made of, where the store knows it; else [#NOWHERE]
/// @param timestampMillis the event time, where the store keeps it; else [#NOWHERE]
/// @param value without what the store puts in front of it
public record Row(byte[] key, int partition, long offset, long timestampMillis, byte[] value) {
  /// What a store does not know.
  public static final int NOWHERE = -1;

  /// In the order of keys' bytes, and of one key by partitions.
  public static final Comparator<Row> ORDER =
      Comparator.comparing(Row::key, Arrays::compareUnsigned).thenComparingInt(Row::partition);

  /// Whether it knows which record it was made of.
  public boolean knowsItsRecord() {
    return offset != NOWHERE;
  }

  /// Whether two are the same, or neither is there.
  public static boolean areSame(@Nullable Row one, @Nullable Row other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.partition == other.partition
        && one.offset == other.offset
        && Arrays.equals(one.value, other.value);
  }
}
