package io.insideout.sql.dialect;

/// Where something stands in a text.
///
/// @param line counted from 1
/// @param column counted from 1, in UTF-16 units, as Flink counts
public record Place(int line, int column) {
  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
