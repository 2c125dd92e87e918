package io.insideout.chaos.history;

import io.insideout.verify.Coordinates;
import io.insideout.verify.Violation;
import java.util.ArrayList;
import java.util.List;

/// The violations that were found.
final class Findings {
  private final List<Violation> found = new ArrayList<>();

  void violation(char law, String sentence, Coordinates... at) {
    found.add(new Violation(law, sentence, List.of(at)));
  }

  List<Violation> found() {
    return List.copyOf(found);
  }
}
