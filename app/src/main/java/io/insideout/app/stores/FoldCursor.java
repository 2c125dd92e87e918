package io.insideout.app.stores;

import io.insideout.app.stores.KeySearch.Looked;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Where a search for the newest record of a key goes on.
///
/// @param partition of the row, as the check has it
/// @param looked what was looked at already, and has none
record FoldCursor(int partition, Map<TopicPartition, Looked> looked) {
  private static final int ENTRY_BYTES = Integer.BYTES + 2 * Long.BYTES;

  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + looked.size() * ENTRY_BYTES);
    bytes.putInt(partition);
    looked.forEach(
        (place, one) -> bytes.putInt(place.partition()).putLong(one.from()).putLong(one.to()));
    return bytes.array();
  }

  static FoldCursor of(String topic, byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    int partition = from.getInt();
    Map<TopicPartition, Looked> looked = new LinkedHashMap<>();
    while (from.hasRemaining()) {
      looked.put(
          new TopicPartition(topic, from.getInt()), new Looked(from.getLong(), from.getLong()));
    }
    return new FoldCursor(partition, looked);
  }
}
