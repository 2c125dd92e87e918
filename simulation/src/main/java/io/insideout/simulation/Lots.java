package io.insideout.simulation;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Draws one of those that there are.
record Lots(RandomGenerator random) {
  <T> Optional<T> oneOf(List<T> those) {
    return those.isEmpty()
        ? Optional.empty()
        : Optional.of(those.get(random.nextInt(those.size())));
  }
}
