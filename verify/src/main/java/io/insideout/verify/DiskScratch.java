package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/// RocksDB in a directory of its own, a column family a table. Nothing here outlives the audit, so
/// there is no write-ahead log; memtables and block cache are small and shared by all tables.
final class DiskScratch extends Scratch {
  private static final long CACHE_BYTES = 16L << 20;
  private static final long MEMTABLES_BYTES = 32L << 20;
  private static final long MEMTABLE_BYTES = 8L << 20;

  private final Path directory;
  private final List<AutoCloseable> owned = new ArrayList<>();
  private final Map<String, DiskFacts> tables = new HashMap<>();
  private final RocksDB db;
  private final ColumnFamilyOptions tableOptions;
  private final WriteOptions writeOptions;
  private boolean closed;

  private DiskScratch(Path directory) throws RocksDBException {
    this.directory = directory;
    Cache cache = own(new LRUCache(CACHE_BYTES));
    DBOptions options =
        own(new DBOptions())
            .setCreateIfMissing(true)
            .setMaxOpenFiles(256)
            .setMaxBackgroundJobs(2)
            .setWriteBufferManager(own(new WriteBufferManager(MEMTABLES_BYTES, cache)));
    tableOptions =
        own(new ColumnFamilyOptions())
            .setWriteBufferSize(MEMTABLE_BYTES)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setBlockSize(16 << 10)
                    .setFilterPolicy(own(new BloomFilter(10))));
    writeOptions = own(new WriteOptions()).setDisableWAL(true);
    // The default column family has to be there; it stays empty.
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    db =
        own(
            RocksDB.open(
                options,
                directory.toString(),
                List.of(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tableOptions)),
                handles));
    handles.forEach(this::own);
  }

  static DiskScratch in(Path parent) throws IOException {
    RocksDB.loadLibrary();
    Path directory = Files.createTempDirectory(parent, "insideout-verify-");
    try {
      return new DiskScratch(directory);
    } catch (RocksDBException e) {
      delete(directory);
      throw new IOException("no scratch space in " + parent + ": " + e.getMessage(), e);
    }
  }

  private <T extends AutoCloseable> T own(T resource) {
    owned.add(resource);
    return resource;
  }

  @Override
  Facts facts(String name) {
    return tables.computeIfAbsent(name, this::create);
  }

  private DiskFacts create(String name) {
    try {
      var handle =
          own(
              db.createColumnFamily(
                  new ColumnFamilyDescriptor(name.getBytes(UTF_8), tableOptions)));
      return own(new DiskFacts(db, handle, writeOptions));
    } catch (RocksDBException e) {
      throw DiskFacts.failure(e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      for (AutoCloseable resource : owned.reversed()) {
        resource.close();
      }
      delete(directory);
    } catch (Exception e) {
      throw new IllegalStateException("the scratch space could not be closed: " + directory, e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
