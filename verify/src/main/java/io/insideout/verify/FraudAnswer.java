package io.insideout.verify;

import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudFigure;
import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One answer of fraud by itself: it fails if and only if a figure that it names is above its
/// limit, and then it says which, in which window.
record FraudAnswer(Filed<OrderValidation> answer, Order about, Findings findings) {
  void check() {
    OrderValidation said = answer.value();
    Set<String> parts =
        said.getAssessed().stream().map(FraudAssessment::getPart).collect(Collectors.toSet());
    if (!parts.equals(Set.copyOf(said.getCovers()))) {
      found("covers %s, and assessed %s".formatted(said.getCovers(), parts));
    }
    List<FraudFigure> broken =
        said.getAssessed().stream()
            .flatMap(one -> one.getFigures().stream())
            .filter(one -> one.getFigure() > one.getRule().getLimit())
            .toList();
    boolean failed = said.getOutcome() == Outcome.FAIL;
    if (failed) {
      findings.count("alerts");
    }
    if (failed && broken.isEmpty()) {
      found("failed, and no figure is above its limit");
    }
    for (FraudFigure one : broken) {
      if (!failed) {
        found("passed, and %s, limit %,d".formatted(text(one), one.getRule().getLimit()));
      } else if (!tells(String.valueOf(said.getReason()), one)) {
        found("failed, and its reason does not tell that " + text(one));
      }
    }
  }

  /// In whatever words: the rule, the figure, and where the window begins.
  private boolean tells(String reason, FraudFigure one) {
    FraudRule rule = one.getRule();
    return reason.contains(rule.getRuleId())
        && reason.contains(amount(rule.getMeasure(), one.getFigure()))
        && reason.contains(Instant.ofEpochMilli(startMillis(rule)).toString());
  }

  private long startMillis(FraudRule rule) {
    return SubjectCount.window(about.getPlacedAtMicros(), rule) * rule.getWindowMillis();
  }

  private static String amount(FraudMeasure measure, long figure) {
    return switch (measure) {
      case TOTAL_MINOR -> Money.minorText(figure);
      case ORDERS -> String.valueOf(figure);
    };
  }

  private static String text(FraudFigure one) {
    return "rule %s came to %,d".formatted(one.getRule().getRuleId(), one.getFigure());
  }

  private void found(String what) {
    findings.violation("order %s: fraud %s".formatted(about.getOrderId(), what), answer.at());
  }
}
