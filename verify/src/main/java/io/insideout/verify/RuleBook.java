package io.insideout.verify;

import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudFigure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Recent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The fraud rules that the log had, as far as it still has them.
///
/// A service follows the table on its own. An assessment tells up to where it knew the rules at
/// least, so each rule has to be as it stood there, or as it was changed to since; a rule of which
/// the log has nothing from before is taken as it is told.
final class RuleBook {
  private static final int KEPT = 256;

  private final RowHistory<FraudRule> rows;
  private final Recent<Long, Map<String, Optional<FraudRule>>> standing = new Recent<>(KEPT);

  RuleBook(Facts rows) {
    this.rows = new RowHistory<>(Topics.FRAUD_RULES, rows);
  }

  void accept(Entry entry) {
    rows.accept(entry);
  }

  /// Holds the rules of an assessment against those that it should have known.
  void check(FraudAssessment said, FraudSubject subject, Consumer<String> wrong) {
    if (said.getRulesOffset() < 0) {
      return;
    }
    List<FraudRule> applied = said.getFigures().stream().map(FraudFigure::getRule).toList();
    Map<String, Optional<FraudRule>> known =
        standing.computeIfAbsent(said.getRulesOffset(), rows::newest);
    known.forEach(
        (key, rule) -> {
          Predicate<Optional<FraudRule>> isTold =
              row -> {
                Optional<FraudRule> wanted =
                    row.filter(one -> one.getSubject() == subject && one.getWindowMillis() > 0);
                return wanted.isEmpty()
                    ? applied.stream().noneMatch(one -> one.getRuleId().equals(key))
                    : applied.contains(wanted.get());
              };
          if (!isTold.test(rule) && !rows.changedSince(key, said.getRulesOffset(), isTold)) {
            wrong.accept(
                "was held against %s, and rule %s was %s"
                    .formatted(applied, key, rule.map(FraudRule::toString).orElse("deleted")));
          }
        });
  }
}
