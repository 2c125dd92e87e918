package io.insideout.app.rewind;

import org.apache.kafka.common.TopicPartition;

/// A position that goes back.
///
/// @param from the offset that the group would read next
/// @param to the offset that it will read next
public record Move(TopicPartition partition, long from, long to) {
  /// How many records will be read again, at most: the ends of transactions take offsets, too.
  public long records() {
    return from - to;
  }
}
