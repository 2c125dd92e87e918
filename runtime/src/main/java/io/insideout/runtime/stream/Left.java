package io.insideout.runtime.stream;

/// Committed records that a generation has not read yet of what the one before wrote.
record Left(long records) {
  /// So many are read in a moment.
  private static final long LITTLE = 5_000;

  boolean isNothing() {
    return records == 0;
  }

  boolean isLittle() {
    return records <= LITTLE;
  }
}
