package io.insideout.verify;

import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudFigure;
import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.SuspiciousCard;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One answer of fraud by itself: it fails if and only if a figure that it names is above its
/// limit, and then it says which, in which window.
record FraudAnswer(Filed<OrderValidation> answer, Order about, Findings findings) {
  /// A figure that is above its limit, and of which assessment.
  private record Broken(FraudAssessment of, FraudFigure figure) {
    FraudRule rule() {
      return figure.getRule();
    }
  }

  void check() {
    OrderValidation said = answer.value();
    Set<String> parts =
        said.getAssessed().stream().map(FraudAssessment::getPart).collect(Collectors.toSet());
    if (!parts.equals(Set.copyOf(said.getCovers()))) {
      found("covers %s, and assessed %s".formatted(said.getCovers(), parts));
    }
    List<Broken> broken =
        said.getAssessed().stream()
            .flatMap(one -> one.getFigures().stream().map(figure -> new Broken(one, figure)))
            .filter(one -> one.figure().getFigure() > one.rule().getLimit())
            .toList();
    boolean failed = said.getOutcome() == Outcome.FAIL;
    if (failed) {
      findings.count("alerts");
    }
    if (failed && broken.isEmpty()) {
      found("failed, and no figure is above its limit");
    }
    for (Broken one : broken) {
      if (!failed) {
        found("passed, and %s, limit %,d".formatted(text(one), one.rule().getLimit()));
      } else if (!tells(String.valueOf(said.getReason()), one)) {
        found("failed, and its reason does not tell that " + text(one));
      }
    }
  }

  /// In whatever words: the rule, the figure, and where the window begins.
  private boolean tells(String reason, Broken one) {
    FraudRule rule = one.rule();
    return reason.contains(rule.getRuleId())
        && reason.contains(amount(rule.getMeasure(), one.figure().getFigure()))
        && reason.contains(start(one).toString());
  }

  private Instant start(Broken one) {
    SuspiciousCard row = one.of().getSuspicion();
    return one.rule().getMeasure() == FraudMeasure.SUSPICIOUS_AUTHORIZATIONS && row != null
        ? row.getWindowStart()
        : Instant.ofEpochMilli(
            SubjectCount.window(about.getPlacedAtMicros(), one.rule())
                * one.rule().getWindowMillis());
  }

  private static String amount(FraudMeasure measure, long figure) {
    return switch (measure) {
      case TOTAL_MINOR -> Money.minorText(figure);
      case ORDERS, SUSPICIOUS_AUTHORIZATIONS -> String.valueOf(figure);
    };
  }

  private static String text(Broken one) {
    return "rule %s came to %,d".formatted(one.rule().getRuleId(), one.figure().getFigure());
  }

  private void found(String what) {
    findings.violation("order %s: fraud %s".formatted(about.getOrderId(), what), answer.at());
  }
}
