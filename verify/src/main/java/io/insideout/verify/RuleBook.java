package io.insideout.verify;

import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudFigure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Recent;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The fraud rules that the log had, as far as it still has them: of a table it keeps the newest
/// row of each key. A row that is there was the newest one until the next that is there, since
/// whatever was between would have taken it away before itself.
///
/// A service follows the table on its own. An assessment tells up to where it knew the rules at
/// least, so each rule has to be as it stood there, or as it was changed to since; a rule of which
/// the log has nothing from before is taken as it is told.
final class RuleBook {
  private static final int KEPT = 256;

  /// By the row's key, then by offset; nothing where the row was deleted.
  private final Facts rows;

  private final PlainAvro<FraudRule> avro = PlainAvro.of(Topics.FRAUD_RULES);
  private final Recent<Long, Map<String, Optional<FraudRule>>> standing = new Recent<>(KEPT);

  RuleBook(Facts rows) {
    this.rows = rows;
  }

  void accept(Entry entry) {
    String key = entry.key();
    if (key == null) {
      return;
    }
    byte[] at = FactKey.numbered(key, entry.at().offset(), 0, 0);
    switch (entry.content()) {
      case Content.Value(FraudRule rule, _) -> rows.put(at, avro.encode(rule));
      case Content.Tombstone() -> rows.put(at, new byte[0]);
      default -> {}
    }
  }

  /// Holds the rules of an assessment against those that it should have known.
  void check(FraudAssessment said, FraudSubject subject, Consumer<String> wrong) {
    if (said.getRulesOffset() < 0) {
      return;
    }
    List<FraudRule> applied = said.getFigures().stream().map(FraudFigure::getRule).toList();
    Map<String, Optional<FraudRule>> known =
        standing.computeIfAbsent(said.getRulesOffset(), this::standing);
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
          if (!isTold.test(rule) && !changedSince(key, said.getRulesOffset(), isTold)) {
            wrong.accept(
                "was held against %s, and rule %s was %s"
                    .formatted(applied, key, rule.map(FraudRule::toString).orElse("deleted")));
          }
        });
  }

  /// The newest row of each key at or before an offset.
  private Map<String, Optional<FraudRule>> standing(long offset) {
    Map<String, Optional<FraudRule>> found = new HashMap<>();
    try (Facts.Cursor cursor = rows.scan(new byte[0])) {
      while (cursor.next()) {
        if (offset(cursor.key()) <= offset) {
          found.put(FactKey.subject(cursor.key()), row(cursor.value()));
        }
      }
    }
    return found;
  }

  private boolean changedSince(String key, long offset, Predicate<Optional<FraudRule>> wanted) {
    byte[] from = FactKey.numbered(key, offset + 1, 0, 0);
    try (Facts.Cursor cursor = rows.scan(from)) {
      while (cursor.next() && FactKey.sameSubject(from, cursor.key())) {
        if (wanted.test(row(cursor.value()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static long offset(byte[] key) {
    return ByteBuffer.wrap(key).getLong(FactKey.subjectBytes(key));
  }

  private Optional<FraudRule> row(byte[] value) {
    return value.length == 0 ? Optional.empty() : Optional.of(avro.decode(value, 0));
  }
}
