package io.insideout.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// A column family. Writes are gathered into batches, which halves what one costs; a read first
/// writes out what was gathered.
final class DiskFacts implements Facts, AutoCloseable {
  private static final int BATCH = 512;

  private final RocksDB db;
  private final ColumnFamilyHandle table;
  private final WriteOptions options;
  private final WriteBatch batch = new WriteBatch();

  DiskFacts(RocksDB db, ColumnFamilyHandle table, WriteOptions options) {
    this.db = db;
    this.table = table;
    this.options = options;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    try {
      batch.put(table, key, value);
      flushAbove(BATCH);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    try {
      flushAbove(1);
      return db.get(table, key);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  @Override
  public void remove(byte[] key) {
    try {
      batch.delete(table, key);
      flushAbove(BATCH);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  @Override
  public Cursor scan(byte[] from) {
    try {
      flushAbove(1);
    } catch (RocksDBException e) {
      throw failure(e);
    }
    ReadOptions reading = new ReadOptions().setFillCache(false).setReadaheadSize(1 << 20);
    return new Walk(db.newIterator(table, reading), reading, from);
  }

  private void flushAbove(int count) throws RocksDBException {
    if (batch.count() >= count) {
      db.write(options, batch);
      batch.clear();
    }
  }

  @Override
  public void close() {
    batch.close();
  }

  /// Scratch space that fails (a full disk, most often) ends the audit: nothing could be proven.
  static UncheckedIOException failure(RocksDBException e) {
    return new UncheckedIOException(
        new IOException("the scratch space failed: " + e.getMessage(), e));
  }

  private static final class Walk implements Cursor {
    private final RocksIterator iterator;
    private final ReadOptions options;
    private boolean started;

    Walk(RocksIterator iterator, ReadOptions options, byte[] from) {
      this.iterator = iterator;
      this.options = options;
      iterator.seek(from);
    }

    @Override
    public boolean next() {
      if (started) {
        iterator.next();
      }
      started = true;
      if (iterator.isValid()) {
        return true;
      }
      try {
        iterator.status();
      } catch (RocksDBException e) {
        throw failure(e);
      }
      return false;
    }

    @Override
    public byte[] key() {
      return iterator.key();
    }

    @Override
    public byte[] value() {
      return iterator.value();
    }

    @Override
    public void close() {
      iterator.close();
      options.close();
    }
  }
}
