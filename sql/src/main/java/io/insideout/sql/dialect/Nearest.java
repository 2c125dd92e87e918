package io.insideout.sql.dialect;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The names that somebody may have meant.
final class Nearest {
  private static final int MOST = 3;
  private static final int LONGEST = 100;

  private Nearest() {}

  /// The nearest by edit distance, if they are near enough, the nearest first.
  static List<String> to(String typed, Collection<String> names) {
    String from = plain(typed);
    if (from.length() > LONGEST) {
      return List.of();
    }
    int farthest = Math.max(1, from.length() / 3);
    return names.stream()
        .distinct()
        .filter(name -> name.length() <= LONGEST)
        .map(name -> new Candidate(name, distance(from, plain(name))))
        .filter(candidate -> candidate.distance() <= farthest)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name)
        .limit(MOST)
        .toList();
  }

  /// `is it a, b or c?`
  static String question(List<String> names) {
    if (names.size() == 1) {
      return "is it " + names.getFirst() + "?";
    }
    return "is it "
        + String.join(", ", names.subList(0, names.size() - 1))
        + " or "
        + names.getLast()
        + "?";
  }

  /// A name as it counts in comparison: without case, dashes and underscores.
  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(".", "");
  }

  private record Candidate(String name, int distance) {}

  /// How many letters are to be changed, added, left away, or swapped with the next.
  private static int distance(String from, String to) {
    int[][] rows = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        boolean isSame = from.charAt(i - 1) == to.charAt(j - 1);
        int change = rows[i - 1][j - 1] + (isSame ? 0 : 1);
        rows[i][j] = Math.min(change, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean isSwapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (isSwapped) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[from.length()][to.length()];
  }
}
