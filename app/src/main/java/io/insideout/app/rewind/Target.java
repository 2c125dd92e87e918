package io.insideout.app.rewind;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Where a service shall go back to.
public sealed interface Target {
  /// To these offsets; other partitions stay.
  record Offsets(Map<TopicPartition, Long> offsets) implements Target {}

  /// To the first record of each partition that is not older, by the records' own time.
  record Time(Instant instant) implements Target {}

  /// To the first record of each partition.
  record Beginning() implements Target {}
}
