package io.insideout.console.log;

/// Which way the log is read.
enum Direction {
  /// From old to new.
  FORWARD,
  /// From new to old.
  BACKWARD
}
