package io.insideout.console.query;

/// An expression that cannot be read, and where.
public final class QueryError extends RuntimeException {
  private final int column;

  QueryError(int column, String message) {
    super("at column %d: %s".formatted(column, message), null, false, false);
    this.column = column;
  }

  /// Counted from 1.
  public int column() {
    return column;
  }
}
