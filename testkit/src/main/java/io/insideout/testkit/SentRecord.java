package io.insideout.testkit;

import io.insideout.testkit.TopologyHarness.LoggedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// A record that a service has written, decoded.
///
/// @param coordinates `topic/partition/offset`, as causes name it
/// @param valueOrNull null is a tombstone
/// @param headers their texts by name
public record SentRecord<V>(
    String coordinates,
    String key,
    @Nullable V valueOrNull,
    Instant timestamp,
    Map<String, String> headers) {

  /// The value of a record that is no tombstone.
  ///
  /// @throws AssertionError if it is one
  public V value() {
    if (valueOrNull == null) {
      throw new AssertionError(coordinates + " is a tombstone: " + key);
    }
    return valueOrNull;
  }

  static <V> SentRecord<V> decode(
      LoggedRecord logged, Deserializer<V> deserializer, Class<V> type) {
    var record = logged.record();
    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return new SentRecord<>(
        logged.coordinates(),
        new String(record.key(), StandardCharsets.UTF_8),
        type.cast(deserializer.deserialize(logged.topic(), record.value())),
        record.getRecordTime(),
        headers);
  }
}
