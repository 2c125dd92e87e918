package io.insideout.runtime.view;

import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// Writes what is made of records, each batch in one step with the positions that it leads to, and
/// tells of it. For one thread.
final class BatchWriter {
  private final Consumer<byte[], byte[]> consumer;
  private final ViewStore store;
  private final BatchReader.Fold fold;
  private boolean isWrittenUntold;
  private volatile long lag = -1;

  BatchWriter(Consumer<byte[], byte[]> consumer, ViewStore store, BatchReader.Fold fold) {
    this.consumer = consumer;
    this.store = store;
    this.fold = fold;
  }

  void apply(ConsumerRecords<byte[], byte[]> records) {
    boolean moved = false;
    try (WriteBatch batch = new WriteBatch()) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        fold.take(record, batch);
      }
      for (TopicPartition partition : consumer.assignment()) {
        // Markers of transactions take offsets too: the position passes them, the records do not.
        long position = consumer.position(partition);
        if (position != store.position(partition)) {
          store.putPosition(batch, partition, position);
          moved = true;
        }
      }
      if (moved) {
        store.write(batch);
      }
    } catch (RocksDBException e) {
      throw new IllegalStateException("the view cannot be written", e);
    }
    isWrittenUntold = moved;
    tell();
    lag = lagNow();
  }

  /// Tells of what is written and was not told.
  private void tell() {
    if (isWrittenUntold) {
      fold.written();
      isWrittenUntold = false;
    }
  }

  /// Forgets what was taken and is not written. What is written is told of: it does not come again.
  void recover() {
    tell();
    fold.forget();
  }

  /// How many records there are behind the positions, as the log told last; negative where that is
  /// not known.
  long lag() {
    return lag;
  }

  private long lagNow() {
    long lag = 0;
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong ofPartition = consumer.currentLag(partition);
      if (ofPartition.isEmpty()) {
        return -1;
      }
      lag += ofPartition.getAsLong();
    }
    return lag;
  }
}
