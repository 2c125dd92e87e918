package io.insideout.runtime.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a caller searches for: a text matches if it has every word, in any order and any case.
record Words(List<String> words) {
  private static final int LONGEST = 200;
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /// @throws Problem 400 if `q` is too long
  static Words of(Request request) {
    Optional<String> q = request.query("q");
    if (q.isPresent() && q.get().length() > LONGEST) {
      throw Problem.invalid("q", "is at most " + LONGEST + " characters");
    }
    return new Words(
        q.stream()
            .flatMap(BLANKS::splitAsStream)
            .filter(word -> !word.isEmpty())
            .map(word -> word.toLowerCase(Locale.ROOT))
            .toList());
  }

  boolean areIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return words.stream().allMatch(lower::contains);
  }
}
