package io.insideout.runtime.stream;

import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/// Where a topology's stores are. It changes nothing of what they hold, nor of their changelogs.
public enum StorePlace {
  /// Where they survive a restart, and may be larger than memory.
  DISK {
    @Override
    KeyValueBytesStoreSupplier keyValues(String name) {
      return Stores.persistentKeyValueStore(name);
    }

    @Override
    KeyValueBytesStoreSupplier timestamped(String name) {
      return Stores.persistentTimestampedKeyValueStore(name);
    }

    @Override
    KeyValueBytesStoreSupplier timestampedWithHeaders(String name) {
      return Stores.persistentTimestampedKeyValueStoreWithHeaders(name);
    }
  },

  /// Where they cost nothing to make, so that they can be made many thousand times, and where a
  /// restart always restores them from their changelogs.
  MEMORY {
    @Override
    KeyValueBytesStoreSupplier keyValues(String name) {
      return Stores.inMemoryKeyValueStore(name);
    }

    @Override
    KeyValueBytesStoreSupplier timestamped(String name) {
      return Stores.inMemoryKeyValueStore(name);
    }

    @Override
    KeyValueBytesStoreSupplier timestampedWithHeaders(String name) {
      return Stores.inMemoryKeyValueStore(name);
    }
  };

  abstract KeyValueBytesStoreSupplier keyValues(String name);

  abstract KeyValueBytesStoreSupplier timestamped(String name);

  abstract KeyValueBytesStoreSupplier timestampedWithHeaders(String name);
}
