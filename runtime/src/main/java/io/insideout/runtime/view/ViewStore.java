package io.insideout.runtime.view;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.stream.BoundedRocksDb;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// A view on disk: rows, index entries, and the positions in the log up to which they are true,
/// which change together or not at all. It keeps no journal of its own: the log is the journal, and
/// after a crash the view goes on from the positions that it finds.
final class ViewStore implements AutoCloseable {
  static final byte ROW = 'r';
  static final byte INDEX = 'i';
  private static final byte POSITION = 'p';
  private static final byte LEFT = 'l';
  private static final byte[] TOPIC_ID = {'t'};

  private final Options options = BoundedRocksDb.bound(new Options().setCreateIfMissing(true));
  private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final RocksDB db;
  private final boolean ofSeveral;
  private boolean closed;

  /// A store of what one topic tells.
  ViewStore(Path directory) {
    this(directory, false);
  }

  /// @param ofSeveral whether several topics have positions in it
  ViewStore(Path directory, boolean ofSeveral) {
    this.ofSeveral = ofSeveral;
    try {
      Files.createDirectories(directory);
      db = RocksDB.open(options, directory.toString());
    } catch (IOException | RocksDBException e) {
      throw new StartFailure(
          "The view at %s cannot be opened: %s. Is another process using it?"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  static byte[] rowKey(String key) {
    return rowKey(key.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] rowKey(byte[] key) {
    return ByteBuffer.allocate(1 + key.length).put(ROW).put(key).array();
  }

  static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  byte @Nullable [] get(byte[] key) {
    return whileOpen(
        () -> {
          try {
            return db.get(key);
          } catch (RocksDBException e) {
            throw new IllegalStateException("the view cannot be read", e);
          }
        });
  }

  /// A database that is closed under a reader's feet would take the process down with it.
  private <T extends @Nullable Object> T whileOpen(Supplier<T> reading) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new ViewClosed();
      }
      return reading.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  void write(WriteBatch batch) {
    try {
      db.write(writeOptions, batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the view cannot be written", e);
    }
  }

  long position(TopicPartition partition) {
    byte[] stored = get(positionKey(partition));
    return stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
  }

  void putPosition(WriteBatch batch, TopicPartition partition, long position) {
    try {
      batch.put(positionKey(partition), ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    } catch (RocksDBException e) {
      throw new IllegalStateException("the view cannot be written", e);
    }
  }

  /// From now on nothing is known of these partitions. It is kept that they were left, for their
  /// rows are there still.
  void leave(Collection<TopicPartition> partitions) {
    try (WriteBatch batch = new WriteBatch()) {
      for (TopicPartition partition : partitions) {
        batch.delete(positionKey(partition));
        batch.put(key(LEFT, partition), new byte[0]);
      }
      write(batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the view cannot be written", e);
    }
  }

  /// Whether a partition was left and there may be rows of it still.
  boolean isLeft(TopicPartition partition) {
    return get(key(LEFT, partition)) != null;
  }

  /// There are no rows any more of a partition that was left.
  void putSwept(WriteBatch batch, TopicPartition partition) {
    try {
      batch.delete(key(LEFT, partition));
    } catch (RocksDBException e) {
      throw new IllegalStateException("the view cannot be written", e);
    }
  }

  private byte[] positionKey(TopicPartition partition) {
    return key(POSITION, partition);
  }

  private byte[] key(byte kind, TopicPartition partition) {
    byte[] topic = ofSeveral ? partition.topic().getBytes(StandardCharsets.UTF_8) : new byte[0];
    return ByteBuffer.allocate(1 + Integer.BYTES + topic.length)
        .put(kind)
        .putInt(partition.partition())
        .put(topic)
        .array();
  }

  /// Makes sure that the view is of this very topic, or of these: one that was deleted and made
  /// again has another id, and what was kept of the old one is worth nothing.
  ///
  /// @return whether the view was emptied
  boolean belongTo(String topicId) {
    byte[] known = get(TOPIC_ID);
    boolean other = known != null && !topicId.equals(new String(known, StandardCharsets.UTF_8));
    try (WriteBatch batch = new WriteBatch()) {
      if (other) {
        batch.deleteRange(new byte[] {0}, new byte[] {(byte) 0xff});
      }
      batch.put(TOPIC_ID, topicId.getBytes(StandardCharsets.UTF_8));
      write(batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the view cannot be emptied", e);
    }
    return other;
  }

  /// What is done with a state of the store that does not change meanwhile.
  interface Reading<T> {
    T read(ReadOptions frozen);
  }

  <T> T frozen(Reading<T> reading) {
    return whileOpen(
        () -> {
          Snapshot snapshot = db.getSnapshot();
          try (ReadOptions frozen = new ReadOptions().setSnapshot(snapshot)) {
            return reading.read(frozen);
          } finally {
            db.releaseSnapshot(snapshot);
          }
        });
  }

  /// How many entries of a kind there are, up to a most.
  int count(byte kind, int most) {
    return frozen(
        frozen -> {
          int count = 0;
          byte[] prefix = {kind};
          try (RocksIterator entries = iterator(frozen)) {
            for (entries.seek(prefix);
                count < most && entries.isValid() && startsWith(entries.key(), prefix);
                entries.next()) {
              count++;
            }
          }
          return count;
        });
  }

  /// About how many entries there are of all kinds.
  long estimatedKeys() {
    return whileOpen(
        () -> {
          try {
            return db.getLongProperty("rocksdb.estimate-num-keys");
          } catch (RocksDBException e) {
            throw new IllegalStateException("the view cannot be read", e);
          }
        });
  }

  /// A state of the store that does not change, for as long as it is not released.
  record Moment(Snapshot snapshot, ReadOptions frozen) {}

  Moment moment() {
    return whileOpen(
        () -> {
          Snapshot snapshot = db.getSnapshot();
          return new Moment(snapshot, new ReadOptions().setSnapshot(snapshot));
        });
  }

  <T> T reading(Moment moment, Reading<T> reading) {
    return whileOpen(() -> reading.read(moment.frozen()));
  }

  byte @Nullable [] get(byte[] key, Moment moment) {
    return whileOpen(
        () -> {
          try {
            return db.get(moment.frozen(), key);
          } catch (RocksDBException e) {
            throw new IllegalStateException("the view cannot be read", e);
          }
        });
  }

  void release(Moment moment) {
    lock.readLock().lock();
    try {
      // A snapshot ends with its database.
      if (!closed && moment.frozen().isOwningHandle()) {
        db.releaseSnapshot(moment.snapshot());
      }
      moment.frozen().close();
    } finally {
      lock.readLock().unlock();
    }
  }

  long position(TopicPartition partition, ReadOptions frozen) {
    try {
      byte[] stored = db.get(frozen, positionKey(partition));
      return stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
    } catch (RocksDBException e) {
      throw new IllegalStateException("the view cannot be read", e);
    }
  }

  RocksIterator iterator(ReadOptions frozen) {
    return db.newIterator(frozen);
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      if (closed) {
        return;
      }
      closed = true;
      db.flush(flush);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the view cannot be flushed", e);
    } finally {
      db.close();
      writeOptions.close();
      options.close();
      lock.writeLock().unlock();
    }
  }
}
