package io.insideout.runtime.stream;

import io.insideout.runtime.store.Row;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.TimestampedKeyValueStoreWithHeaders;
import org.apache.kafka.streams.state.internals.Utils;

/// What Kafka Streams puts in front of a value in a store. In the changelog it stands beside it:
/// there a value is always itself.
enum StoreFormat {
  PLAIN {
    @Override
    long timestampMillis(byte[] stored) {
      return Row.NOWHERE;
    }

    @Override
    byte[] value(byte[] stored) {
      return stored;
    }
  },

  TIMESTAMPED {
    @Override
    long timestampMillis(byte[] stored) {
      return ByteBuffer.wrap(stored).getLong();
    }

    @Override
    byte[] value(byte[] stored) {
      return Arrays.copyOfRange(stored, Long.BYTES, stored.length);
    }
  },

  WITH_HEADERS {
    @Override
    long timestampMillis(byte[] stored) {
      return Utils.timestamp(stored);
    }

    @Override
    byte[] value(byte[] stored) {
      return Utils.rawPlainValue(stored);
    }
  };

  /// @param store as Kafka Streams has wrapped it
  static StoreFormat of(StateStore store) {
    return switch (store) {
      case TimestampedKeyValueStoreWithHeaders<?, ?> _ -> WITH_HEADERS;
      case TimestampedKeyValueStore<?, ?> _ -> TIMESTAMPED;
      default -> PLAIN;
    };
  }

  abstract long timestampMillis(byte[] stored);

  abstract byte[] value(byte[] stored);
}
