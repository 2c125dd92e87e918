package io.insideout.verify;

import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudBounds;
import io.insideout.catalog.FraudFigure;
import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.runtime.Recent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Counts the orders of one card or customer again, in the order in which they were assessed, and
/// compares each figure. It forgets what the service forgets: windows beyond those that are
/// remembered, and those of a rule that is gone or of another length.
final class SubjectCount {
  private record Sum(long orders, long totalMinor) {
    static final Sum NOTHING = new Sum(0, 0);

    /// An order below zero adds nothing, and at the end of the scale a sum stays there.
    Sum and(long orderMinor) {
      long total = totalMinor + Math.max(0, orderMinor);
      return new Sum(orders + 1, total < totalMinor ? Long.MAX_VALUE : total);
    }
  }

  /// What a rule has added up, by the number of the window since the epoch.
  private record Windows(long windowMillis, Recent<Long, Sum> sums) {
    static Windows of(FraudRule rule) {
      return new Windows(rule.getWindowMillis(), new Recent<>(FraudBounds.WINDOWS_PER_RULE));
    }
  }

  private final String subject;
  private final FraudSubject kind;
  private final RuleBook rules;
  private final SuspicionBook suspicions;
  private final Moment moment;
  private final Findings findings;
  private final Map<String, Windows> byRule = new HashMap<>();
  private long assessed;

  /// Whether something is missing before what comes next, which cannot be counted then.
  private boolean lost;

  /// @param subject `card` or `customer`, and which
  SubjectCount(
      String subject, RuleBook rules, SuspicionBook suspicions, Moment moment, Findings findings) {
    this.subject = subject;
    this.kind = subject.startsWith("card ") ? FraudSubject.CARD : FraudSubject.CUSTOMER;
    this.rules = rules;
    this.suspicions = suspicions;
    this.moment = moment;
    this.findings = findings;
  }

  /// Takes the next order, by number.
  void take(Coordinates at, FiledAssessment order) {
    long number = order.said().getNumber();
    if (lost) {
      return;
    } else if (number < 1) {
      lost = true;
      findings.count("of before answers told what they rest on");
    } else if (number == assessed) {
      found(order, at, "is number %,d, and so is another".formatted(number));
    } else if (number > assessed + 1) {
      lost = true;
      if (moment.isRipe(at)) {
        found(
            order, at, "is number %,d, and number %,d is missing".formatted(number, assessed + 1));
      }
    } else {
      assessed = number;
      compare(at, order);
    }
  }

  private void compare(Coordinates at, FiledAssessment order) {
    FraudAssessment said = order.said();
    for (FraudFigure figure : said.getFigures()) {
      findings.count("figures");
      FraudRule rule = figure.getRule();
      if (rule.getSubject() != kind) {
        found(order, at, "was held against rule %s, which is not for it".formatted(rule));
      } else if (rule.getWindowMillis() < 1) {
        found(order, at, "was held against rule %s, which has no window".formatted(rule));
      } else {
        long counted = counted(rule, order);
        if (counted != figure.getFigure()) {
          found(
              order,
              at,
              "rule %s: %,d in its window, and fraud says %,d"
                  .formatted(rule.getRuleId(), counted, figure.getFigure()));
        }
      }
    }
    forgetAllBut(said);
    if (moment.isRipe(at)) {
      rules.check(said, kind, wrong -> found(order, at, wrong));
      if (kind == FraudSubject.CARD && !said.getFigures().stream().allMatch(SubjectCount::addsUp)) {
        String card = subject.substring(subject.indexOf(' ') + 1);
        suspicions.check(said, card, findings, wrong -> found(order, at, wrong));
      }
    }
  }

  private long counted(FraudRule rule, FiledAssessment order) {
    return switch (rule.getMeasure()) {
      case ORDERS -> add(rule, order).orders();
      case TOTAL_MINOR -> add(rule, order).totalMinor();
      case SUSPICIOUS_AUTHORIZATIONS -> suspicious(rule, order);
    };
  }

  /// A card alone can be suspicious.
  private long suspicious(FraudRule rule, FiledAssessment order) {
    long authorizations =
        kind == FraudSubject.CARD
            ? SuspicionBook.authorizations(order.said(), rule, order.placedAtMicros())
            : 0;
    if (authorizations > 0) {
      findings.count("orders of suspicious cards");
    }
    return authorizations;
  }

  private static boolean addsUp(FraudFigure figure) {
    return figure.getRule().getMeasure() != FraudMeasure.SUSPICIOUS_AUTHORIZATIONS;
  }

  private Sum add(FraudRule rule, FiledAssessment order) {
    Windows windows =
        byRule.compute(
            rule.getRuleId(),
            (_, known) ->
                known == null || known.windowMillis() != rule.getWindowMillis()
                    ? Windows.of(rule)
                    : known);
    return windows
        .sums()
        .compute(
            window(order.placedAtMicros(), rule),
            (_, sum) -> (sum == null ? Sum.NOTHING : sum).and(order.totalMinor()));
  }

  private void forgetAllBut(FraudAssessment said) {
    if (byRule.size() > said.getFigures().stream().filter(SubjectCount::addsUp).count()) {
      Set<String> applied =
          said.getFigures().stream()
              .filter(SubjectCount::addsUp)
              .map(figure -> figure.getRule().getRuleId())
              .collect(Collectors.toSet());
      byRule.keySet().retainAll(applied);
    }
  }

  /// The number, since the epoch, of the window that an instant falls into. One begins with the
  /// millisecond at which the one before has ended.
  static long window(long micros, FraudRule rule) {
    return Math.floorDiv(Math.floorDiv(micros, 1_000), rule.getWindowMillis());
  }

  private void found(FiledAssessment order, Coordinates at, String what) {
    findings.violation("%s: order %s %s".formatted(subject, order.orderId(), what), at);
  }
}
