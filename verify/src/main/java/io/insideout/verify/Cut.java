package io.insideout.verify;

import java.util.Map;

/// A line through the log: the records before it, partition by partition.
final class Cut {
  /// Topic and partition.
  record Place(String topic, int partition) {}

  /// All there is.
  static final Cut EVERYTHING = new Cut(Map.of(), Long.MAX_VALUE);

  private final Map<Place, Long> ends;
  private final long otherwise;

  private Cut(Map<Place, Long> ends, long otherwise) {
    this.ends = Map.copyOf(ends);
    this.otherwise = otherwise;
  }

  /// The records below these offsets, and none of a partition that is not named.
  static Cut before(Map<Place, Long> ends) {
    return new Cut(ends, 0);
  }

  /// The first offset that is not before the cut.
  long end(String topic, int partition) {
    return ends.getOrDefault(new Place(topic, partition), otherwise);
  }

  boolean holds(Coordinates at) {
    return at.offset() < end(at.topic(), at.partition());
  }

  boolean isSameAs(Cut other) {
    return otherwise == other.otherwise && ends.equals(other.ends);
  }
}
