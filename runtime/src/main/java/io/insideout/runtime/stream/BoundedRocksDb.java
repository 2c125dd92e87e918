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
  private static final long CACHE_BYTES = 64L << 20;
  private static final long WRITE_BUFFER_BYTES = 40L << 20;
  private static final long MEMTABLE_BYTES = 8L << 20;

  static {
    RocksDB.loadLibrary();
  }

  // Few shards: one of the usual sixty-four would be smaller than the index and the filter of a
  // large file, which would then be read from the disk again with every look.
  private static final int CACHE_SHARD_BITS = 2;
  private static final double CACHE_FOR_INDEX_AND_FILTER = 0.5;
  private static final Cache CACHE =
      new LRUCache(CACHE_BYTES, CACHE_SHARD_BITS, false, CACHE_FOR_INDEX_AND_FILTER);
  private static final WriteBufferManager WRITE_BUFFERS =
      new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    options.setTableFormatConfig(cached((BlockBasedTableConfig) options.tableFormatConfig()));
    bound(options);
  }

  /// Puts a database under the process's budget of write buffers.
  ///
  /// @return the same options
  public static Options bound(Options options) {
    if (options.tableFormatConfig() == null) {
      options.setTableFormatConfig(
          cached(new BlockBasedTableConfig().setFilterPolicy(new BloomFilter())));
    }
    return options
        .setWriteBufferManager(WRITE_BUFFERS)
        .setWriteBufferSize(MEMTABLE_BYTES)
        .setMaxWriteBufferNumber(2)
        .setMaxOpenFiles(64);
  }

  private static BlockBasedTableConfig cached(BlockBasedTableConfig table) {
    return table
        .setBlockCache(CACHE)
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        .setPinL0FilterAndIndexBlocksInCache(true);
  }

  /// The cache and the buffers belong to the process and outlive any store.
  @Override
  public void close(String store, Options options) {}
}
