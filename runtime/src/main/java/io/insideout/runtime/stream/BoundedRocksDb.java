package io.insideout.runtime.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// All stores of the process share one block cache and one budget of write buffers, so that memory
/// does not grow with the number of stores and partitions.
public final class BoundedRocksDb implements RocksDBConfigSetter {
  private static final long CACHE_BYTES = 48L << 20;
  private static final long WRITE_BUFFER_BYTES = 24L << 20;
  private static final long MEMTABLE_BYTES = 4L << 20;

  static {
    RocksDB.loadLibrary();
  }

  private static final Cache CACHE = new LRUCache(CACHE_BYTES);
  private static final WriteBufferManager WRITE_BUFFERS =
      new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    bound(options);
  }

  /// Puts a database under the process's budget of write buffers.
  ///
  /// @return the same options
  public static Options bound(Options options) {
    if (options.tableFormatConfig() == null) {
      options.setTableFormatConfig(
          new BlockBasedTableConfig()
              .setBlockCache(CACHE)
              .setCacheIndexAndFilterBlocks(true)
              .setFilterPolicy(new BloomFilter()));
    }
    return options
        .setWriteBufferManager(WRITE_BUFFERS)
        .setWriteBufferSize(MEMTABLE_BYTES)
        .setMaxWriteBufferNumber(2)
        .setMaxOpenFiles(64);
  }

  /// The cache and the buffers belong to the process and outlive any store.
  @Override
  public void close(String store, Options options) {}
}
