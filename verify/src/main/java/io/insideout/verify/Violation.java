package io.insideout.verify;

import java.util.List;

/// A law broken.
///
/// @param law the law's letter
/// @param sentence what is wrong, with the figures
/// @param at the records that show it; none where the very absence of a record is what is wrong
public record Violation(char law, String sentence, List<Coordinates> at) {
  public Violation {
    at = List.copyOf(at);
  }
}
