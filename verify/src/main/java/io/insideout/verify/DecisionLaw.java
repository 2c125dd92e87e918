package io.insideout.verify;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// C: VALIDATED only when every required part had passed, REJECTED only on a FAIL, and no two
/// answers that contradict each other. The set of passed parts decides, not a count.
final class DecisionLaw implements Law {
  @Override
  public char letter() {
    return 'C';
  }

  @Override
  public String title() {
    return "Decision";
  }

  @Override
  public void judge(Dossier dossier, Moment moment, Findings findings) {
    findings.count("answers", dossier.answers().size());
    answers(dossier, moment, findings);
    OrderState before = null;
    for (Filed<Order> version : dossier.versions()) {
      OrderState state = version.value().getState();
      boolean decided = state == OrderState.VALIDATED || state == OrderState.REJECTED;
      boolean now = decided && state != before;
      before = state;
      if (now) {
        findings.count("decisions");
        decision(version, dossier, moment, findings);
      }
    }
  }

  private static void answers(Dossier dossier, Moment moment, Findings findings) {
    Set<Part> required =
        dossier.versions().isEmpty()
            ? Set.of()
            : Part.required(dossier.versions().getFirst().value());
    Map<Part, Filed<OrderValidation>> first = new HashMap<>();
    for (Filed<OrderValidation> answer : dossier.answers()) {
      if (required.isEmpty()) {
        if (moment.isRipe(answer.at())) {
          findings.violation(
              "an answer about order %s, which does not exist".formatted(dossier.orderId()),
              answer.at());
        }
        continue;
      }
      for (String name : answer.value().getCovers()) {
        Part part = new Part(answer.value().getCheck(), name);
        if (!required.contains(part)) {
          findings.violation(
              "an answer for %s, which is no part of order %s".formatted(part, dossier.orderId()),
              answer.at());
        }
        Filed<OrderValidation> earlier = first.putIfAbsent(part, answer);
        if (earlier != null && earlier.value().getOutcome() != answer.value().getOutcome()) {
          findings.violation(
              "order %s: %s both passed and failed".formatted(dossier.orderId(), part),
              earlier.at(),
              answer.at());
        }
      }
    }
  }

  private static void decision(
      Filed<Order> version, Dossier dossier, Moment moment, Findings findings) {
    Filed<OrderValidation> decisive = answerAt(version.cause(), dossier.answers());
    List<Filed<OrderValidation>> known = knownWhen(decisive, dossier.answers());
    String orderId = dossier.orderId();
    boolean failed = known.stream().anyMatch(answer -> isFail(answer));
    if (version.value().getState() == OrderState.REJECTED) {
      if (!failed && moment.isRipe(version.at())) {
        findings.violation(
            "order %s was rejected, and no check had failed".formatted(orderId),
            at(version, decisive));
      }
      return;
    }
    for (Filed<OrderValidation> answer : dossier.answers()) {
      if (isFail(answer)) {
        findings.violation(
            "order %s was validated, and %s failed".formatted(orderId, answer.value().getCheck()),
            version.at(),
            answer.at());
      }
    }
    Set<Part> missing = new HashSet<>(Part.required(version.value()));
    missing.removeAll(passed(known));
    if (!missing.isEmpty() && moment.isRipe(version.at())) {
      findings.violation(
          "order %s was validated before %s had passed"
              .formatted(
                  orderId,
                  String.join(", ", missing.stream().map(Part::toString).sorted().toList())),
          at(version, decisive));
    }
  }

  private static @Nullable Filed<OrderValidation> answerAt(
      @Nullable Coordinates at, List<Filed<OrderValidation>> answers) {
    return answers.stream()
        .filter(answer -> Objects.equals(answer.at(), at))
        .findFirst()
        .orElse(null);
  }

  /// What had been answered when the decisive answer came: an order's answers share a partition,
  /// and so have an order of their own. Where the decision names no answer, all of them.
  private static List<Filed<OrderValidation>> knownWhen(
      @Nullable Filed<OrderValidation> decisive, List<Filed<OrderValidation>> answers) {
    return decisive == null
        ? answers
        : answers.stream()
            .filter(answer -> answer.at().partition() == decisive.at().partition())
            .filter(answer -> answer.at().offset() <= decisive.at().offset())
            .toList();
  }

  private static Set<Part> passed(List<Filed<OrderValidation>> answers) {
    Set<Part> passed = new HashSet<>();
    for (Filed<OrderValidation> answer : answers) {
      if (!isFail(answer)) {
        answer.value().getCovers().stream()
            .map(name -> new Part(answer.value().getCheck(), name))
            .forEach(passed::add);
      }
    }
    return passed;
  }

  private static boolean isFail(Filed<OrderValidation> answer) {
    return answer.value().getOutcome() == Outcome.FAIL;
  }

  private static Coordinates[] at(Filed<Order> version, @Nullable Filed<OrderValidation> decisive) {
    return decisive == null
        ? new Coordinates[] {version.at()}
        : new Coordinates[] {version.at(), decisive.at()};
  }
}
