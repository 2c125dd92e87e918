package io.insideout.verify;

import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.SuspiciousCard;
import io.insideout.catalog.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/// The suspicious cards that the log had, as far as it still has them.
///
/// A service follows the table on its own. An assessment tells the card's row, and up to where it
/// knew that at least, so it has to be the row as it stood there, or as it was changed to since.
/// Where the log has no row from before it may have forgotten it: that is counted, and what is told
/// is taken, unless nothing was forgotten at all.
final class SuspicionBook {
  private final RowHistory<SuspiciousCard> rows;

  SuspicionBook(Facts rows) {
    this.rows = new RowHistory<>(Topics.SUSPICIOUS_CARDS, rows);
  }

  void accept(Entry entry) {
    rows.accept(entry);
  }

  /// Holds what an assessment tells of a card against what it should have known.
  void check(FraudAssessment said, String card, Findings findings, Consumer<String> wrong) {
    Optional<SuspiciousCard> told = Optional.ofNullable(said.getSuspicion());
    Optional<Optional<SuspiciousCard>> stood = rows.newest(card, said.getSuspicionsOffset());
    if (stood.equals(Optional.of(told))
        || rows.changedSince(card, said.getSuspicionsOffset(), told::equals)) {
      return;
    }
    if (stood.isPresent() || (told.isPresent() && rows.isWhole())) {
      wrong.accept(
          "was held against %s in suspicious-cards, where it was %s"
              .formatted(text(told), text(stood.orElse(Optional.empty()))));
    } else if (!rows.isWhole() && (told.isPresent() || rows.has(card))) {
      findings.count("suspicions that the log may have forgotten");
    }
  }

  /// What the told row of a card comes to with an order, by a rule.
  static long authorizations(FraudAssessment said, FraudRule rule, long placedAtMicros) {
    SuspiciousCard row = said.getSuspicion();
    return row != null && holds(row, rule, placedAtMicros) ? row.getAuthorizations() : 0;
  }

  /// Whether an order is of the window in which a card was suspicious, or of the time after it.
  static boolean holds(SuspiciousCard row, FraudRule rule, long placedAtMicros) {
    Instant placedAt = Instant.EPOCH.plus(placedAtMicros, ChronoUnit.MICROS);
    Instant end = row.getWindowEnd().plusMillis(rule.getWindowMillis());
    return placedAt.compareTo(row.getWindowStart()) >= 0 && placedAt.compareTo(end) < 0;
  }

  private static String text(Optional<SuspiciousCard> row) {
    return row.map(SuspiciousCard::toString).orElse("nothing");
  }
}
