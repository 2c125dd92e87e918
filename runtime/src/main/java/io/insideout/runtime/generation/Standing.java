package io.insideout.runtime.generation;

/// Which generation of a service works, and which is called to take over from it. Between the two
/// nobody works: the one has stopped, and the other reads what it wrote last.
///
/// @param inCharge the one that works, from 1
/// @param called the one that is to; the same, where none is
public record Standing(int inCharge, int called) {
  /// As long as nothing else is said.
  static final Standing FIRST = new Standing(1, 1);

  public Standing {
    if (inCharge < 1 || called < inCharge || called > Generation.LAST) {
      throw new IllegalArgumentException(
          "generation %d is called to take over from %d".formatted(called, inCharge));
    }
  }

  /// The same, with a later one called.
  public Standing calling(int later) {
    return new Standing(inCharge, later);
  }

  /// Where that one has taken over.
  public static Standing of(int inCharge) {
    return new Standing(inCharge, inCharge);
  }
}
