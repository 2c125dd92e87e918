package io.insideout.app.letters;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What shall be sent again, and what shall not and why: decided before anything is written.
///
/// @param letters to be sent, those of a partition in the order in which they came
/// @param refused what is not, and why
public record Redrive(List<Letter> letters, List<Refusal> refused) {

  /// A letter that is not sent again.
  ///
  /// @param why a clause that goes on after the letter's id, with what to do
  public record Refusal(Letter letter, String why) {}

  /// What an operator may insist on.
  ///
  /// @param again what was sent again already
  /// @param outOfOrder what came behind another of its key that is not sent
  public record Insisting(boolean again, boolean outOfOrder) {}

  /// Decides.
  ///
  /// @param chosen the letters that were asked for
  /// @param all every letter that there is
  /// @param newerRows by a letter's id, the newer record that has taken its place in a table
  static Redrive of(
      Collection<Letter> chosen,
      Collection<Letter> all,
      Map<String, String> newerRows,
      Insisting insisting) {
    List<Letter> sent = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    Set<Letter> inLine = new LinkedHashSet<>();
    for (Letter letter : chosen.stream().sorted(Letter.AS_THEY_CAME).distinct().toList()) {
      Optional<String> why = whyNot(letter, all, inLine, newerRows, insisting);
      if (why.isPresent()) {
        refused.add(new Refusal(letter, why.get()));
      } else {
        sent.add(letter);
        inLine.add(letter);
      }
    }
    return new Redrive(List.copyOf(sent), List.copyOf(refused));
  }

  private static Optional<String> whyNot(
      Letter letter,
      Collection<Letter> all,
      Set<Letter> inLine,
      Map<String, String> newerRows,
      Insisting insisting) {
    if (letter.isRedriven() && !insisting.again()) {
      return Optional.of(
          "was sent again already, as %s. To send it once more: --again"
              .formatted(letter.redrivenTo().getLast()));
    }
    String newer = newerRows.get(letter.id());
    if (newer != null) {
      return Optional.of(
          "is a row that a newer record has replaced: %s. There is nothing to send"
              .formatted(newer));
    }
    if (!letter.isOfTable() && !insisting.outOfOrder()) {
      return all.stream()
          .filter(
              other ->
                  other.isInLineWith(letter)
                      && other.offset() < letter.offset()
                      && !other.isRedriven()
                      && !inLine.contains(other))
          .findFirst()
          .map(
              first ->
                  "came behind %s, which has the same key and was not sent again. Name that one as well, or insist: --out-of-order"
                      .formatted(first.id()));
    }
    return Optional.empty();
  }
}
