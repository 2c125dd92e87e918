package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Topic;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Ways in which a record can be of no use to anybody.
enum BadRecord {
  RUBBISH("the value is not in the registry's wire format"),
  UNKNOWN_SCHEMA("no schema has the id 1000000"),
  CUT_SHORT("the value does not decode with schema"),
  NO_KEY("the record has no key"),
  NO_VALUE("the record has no value");

  private final String reason;

  BadRecord(String reason) {
    this.reason = reason;
  }

  /// @param good the key of a good record of the topic
  @Nullable String key(Topic<?> topic, String good) {
    return switch (this) {
      case NO_KEY -> null;
      // Where it deletes a row it shall not delete one that is needed.
      case NO_VALUE -> topic.hasTombstones() ? "nobody" : good;
      case RUBBISH, UNKNOWN_SCHEMA, CUT_SHORT -> good;
    };
  }

  /// What the dead letter says of it.
  String reason() {
    return reason;
  }

  /// @param good the value of a good record of the topic
  byte @Nullable [] value(byte[] good) {
    return switch (this) {
      case RUBBISH -> "{\"not\": \"avro\"}".getBytes(UTF_8);
      case UNKNOWN_SCHEMA -> ByteBuffer.allocate(9).put((byte) 0).putInt(1_000_000).array();
      case CUT_SHORT -> Arrays.copyOf(good, good.length - 1);
      case NO_KEY -> good;
      case NO_VALUE -> null;
    };
  }

  /// Whether services have to set it aside. In a table a record without a value deletes a row, and
  /// one without a key the log itself refuses.
  boolean isParked(Topic<?> topic) {
    return !topic.hasTombstones() || (this != NO_KEY && this != NO_VALUE);
  }

  /// Whether the log takes it.
  boolean isTaken(Topic<?> topic) {
    return !topic.hasTombstones() || this != NO_KEY;
  }
}
