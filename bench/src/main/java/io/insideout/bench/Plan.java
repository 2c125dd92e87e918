package io.insideout.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is measured, and for how long.
///
/// @param parts what is measured
/// @param rates orders a second over HTTP, one after the other
/// @param seconds how long each rate is measured
/// @param warmUpSeconds how long orders run at the highest rate before that
/// @param orders placed as fast as possible to see the most that can be done
/// @param grownTo orders in the log at the end of watching it grow
/// @param starts how often the starts are repeated; the median is told
/// @param file to replay; the bundled week where there is none
public record Plan(
    Set<Part> parts,
    List<Integer> rates,
    int seconds,
    int warmUpSeconds,
    long orders,
    long grownTo,
    int starts,
    Optional<Path> file) {
  /// @throws IllegalArgumentException that says what is wrong
  public Plan {
    parts = Set.copyOf(parts);
    rates = List.copyOf(rates);
    check(!parts.isEmpty() && !rates.isEmpty(), "There is nothing to measure.");
    check(
        rates.stream().allMatch(rate -> rate >= 1 && rate <= 100_000),
        "--rate is from 1 to 100,000 orders a second.");
    check(seconds >= 1 && seconds <= 3_600, "--seconds is from 1 to 3,600.");
    check(warmUpSeconds >= 0 && warmUpSeconds <= 3_600, "--warm-up is from 0 to 3,600 seconds.");
    check(orders >= 100 && orders <= 100_000_000, "--orders is from 100 to 100,000,000.");
    check(grownTo >= 100 && grownTo <= 100_000_000, "--grow-to is from 100 to 100,000,000.");
    check(starts >= 1 && starts <= 100, "--starts is from 1 to 100.");
  }

  private static void check(boolean well, String otherwise) {
    if (!well) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  int highestRate() {
    return rates.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }
}
