package io.insideout.runtime.store;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A store that has one row for each key, or one for each key in each partition, and of each row
/// the newest record of its topic tells what it has to be.
public interface RowStore extends Store {
  /// A page ends here, however small its rows were to be.
  long MOST_PAGE_BYTES = 1 << 20;

  /// Rows in the order of their keys' bytes, and of one key by their partitions.
  ///
  /// @param after the row that they stand behind, or null to begin
  /// @param from the first key that is wanted
  /// @param most how many; fewer where they are large
  /// @throws StoreAway if it cannot be read at this moment
  List<Row> rows(@Nullable Mark after, byte[] from, int most);

  /// The last row of a page.
  record Mark(byte[] key, int partition) {}

  /// The rows of a key: one, none, or one in each of several partitions.
  ///
  /// @throws StoreAway if it cannot be read at this moment
  List<Row> rows(byte[] key);

  /// Where a record may stand that tells what the row of a key has to be, the likeliest first.
  ///
  /// @param row that there is, if there is one
  List<TopicPartition> places(byte[] key, @Nullable Row row);

  /// Whether a record tells what the row of a key has to be.
  boolean isOf(byte[] key, ConsumerRecord<byte[], byte[]> record);

  /// Whether a row is what a record that has a value makes of it.
  boolean isMadeOf(Row row, ConsumerRecord<byte[], byte[]> record);

  /// Whether what stands there has been taken in, as far as the store can say.
  boolean hasTaken(TopicPartition place, long offset);
}
