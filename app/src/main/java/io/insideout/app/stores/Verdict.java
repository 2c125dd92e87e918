package io.insideout.app.stores;

import java.util.List;

/// Whether a row is what the log says that it has to be. The worst comes first.
enum Verdict {
  DIFFERS,

  /// It moved on meanwhile, or the record was not found within what one question may look at.
  UNKNOWN,

  EQUAL;

  /// Of several rows, the worst.
  static Verdict of(List<Verdict> all) {
    return all.stream().min(Verdict::compareTo).orElse(EQUAL);
  }

  /// As it is told.
  String word() {
    return switch (this) {
      case DIFFERS -> "differs";
      case UNKNOWN -> "unknown";
      case EQUAL -> "equal";
    };
  }
}
