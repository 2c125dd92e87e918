package io.insideout.runtime.view;

import io.insideout.runtime.view.Sight.Place;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// How far views must be for an answer.
///
/// @param positions of the next record, by partition
/// @param committed whether they must show all that is committed when the question comes
public record AtLeast(Map<Place, Long> positions, boolean committed) {
  private static final String COMMITTED = "committed";

  /// What the header [Sight#AT_LEAST] says.
  ///
  /// @param text empty for nothing
  /// @throws io.insideout.runtime.http.Problem 400 if it is not of that form
  public static AtLeast of(String text) {
    Map<Boolean, String> words =
        Arrays.stream(text.split(",", -1))
            .collect(
                Collectors.partitioningBy(
                    word -> word.strip().equals(COMMITTED), Collectors.joining(",")));
    String positions = words.getOrDefault(false, "");
    return new AtLeast(Sight.positions(positions), !words.getOrDefault(true, "").isEmpty());
  }

  /// The header that says so.
  public String text() {
    String positions = Sight.text(this.positions);
    if (!committed) {
      return positions;
    }
    return positions.isEmpty() ? COMMITTED : COMMITTED + ", " + positions;
  }

  /// Whether nothing is required.
  public boolean isNothing() {
    return positions.isEmpty() && !committed;
  }
}
