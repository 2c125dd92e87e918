package io.insideout.console.log;

/// Offsets of a partition.
///
/// @param from the first
/// @param to the one behind the last
record Range(long from, long to) {
  boolean isEmpty() {
    return from >= to;
  }

  /// Its next so many offsets in that direction.
  Range next(Direction direction, long most) {
    return switch (direction) {
      case FORWARD -> new Range(from, Math.min(to, from + most));
      case BACKWARD -> new Range(Math.max(from, to - most), to);
    };
  }

  /// What is left of it behind a part that its end in that direction has.
  Range without(Direction direction, Range part) {
    return switch (direction) {
      case FORWARD -> new Range(part.to(), to);
      case BACKWARD -> new Range(from, part.from());
    };
  }
}
