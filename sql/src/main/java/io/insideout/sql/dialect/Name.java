package io.insideout.sql.dialect;

/// A name that was typed: of a topic, a stream, a table.
///
/// @param text without quotes
/// @param place where it stands, for who finds that there is none of that name
public record Name(String text, Place place) {
  /// As a relation's name in SQL: a topic's with underscores for its dashes and dots.
  public String relation() {
    return text.replace('-', '_').replace('.', '_');
  }

  @Override
  public String toString() {
    return text;
  }
}
