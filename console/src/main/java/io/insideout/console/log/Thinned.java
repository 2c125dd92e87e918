package io.insideout.console.log;

import java.util.ArrayList;
import java.util.List;

/// Of many things every so many-th, so that there are never more than can be handled, however many
/// come.
final class Thinned<T> {
  private final int most;
  private final List<T> kept = new ArrayList<>();
  private long seen;
  private long every = 1;

  Thinned(int most) {
    this.most = most;
  }

  void add(T one) {
    if (seen++ % every == 0) {
      if (kept.size() == most) {
        halve();
        every *= 2;
        if ((seen - 1) % every != 0) {
          return;
        }
      }
      kept.add(one);
    }
  }

  private void halve() {
    for (int i = 0; 2 * i < kept.size(); i++) {
      kept.set(i, kept.get(2 * i));
    }
    kept.subList((kept.size() + 1) / 2, kept.size()).clear();
  }

  List<T> kept() {
    return List.copyOf(kept);
  }

  /// How many there were.
  long seen() {
    return seen;
  }

  /// One of so many was kept.
  long every() {
    return every;
  }
}
