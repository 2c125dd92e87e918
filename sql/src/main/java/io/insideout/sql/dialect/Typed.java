package io.insideout.sql.dialect;

/// A statement of a longer text, as it was typed and not understood yet.
///
/// @param text of this statement alone, with as many lines and blanks before it as make each place
///   in it the same as in the whole text: so whoever says what is wrong with it, says where
/// @param place where it begins
public record Typed(String text, Place place) {
  static Typed at(Place place, String text) {
    return new Typed("\n".repeat(place.line() - 1) + " ".repeat(place.column() - 1) + text, place);
  }
}
