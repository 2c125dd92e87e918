package io.insideout.runtime.view;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which partitions of a topic a view keeps. Others of the same service may keep the rest.
public interface Share {
  /// All of them, always.
  Share WHOLE =
      new Share() {
        @Override
        public Set<Integer> wanted(int partitions, Set<Integer> shown) {
          return all(partitions);
        }

        @Override
        public void shown(Set<Integer> partitions) {}

        @Override
        public boolean isWhole() {
          return true;
        }
      };

  /// Those to be kept at this moment; asked again and again.
  ///
  /// @param partitions how many there are
  /// @param shown those that the view shows
  Set<Integer> wanted(int partitions, Set<Integer> shown);

  /// From now on the view shows these: it has caught up with what was there when it began with
  /// them.
  void shown(Set<Integer> partitions);

  /// Whether it is always all of them.
  default boolean isWhole() {
    return false;
  }

  /// All of so many.
  static Set<Integer> all(int partitions) {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
  }
}
