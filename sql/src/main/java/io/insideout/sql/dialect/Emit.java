package io.insideout.sql.dialect;

/// When a query shows what it has found.
public enum Emit {
  /// Each change at once: a window is shown while it still grows.
  CHANGES,
  /// A window is shown once, when it has ended.
  FINAL
}
