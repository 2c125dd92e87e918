package io.insideout.chaos.history;

import io.insideout.catalog.Topics;
import io.insideout.verify.Coordinates;
import io.insideout.verify.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Holds what callers were told against the log, once all work is done. It remembers from round to
/// round how far callers had seen.
///
/// | law | what callers rely on |
/// |---|---|
/// | A | what was acknowledged is in the log; a key has one order and one body |
/// | J | what was shown is in the log and stays; nobody is shown less than before; own writes are seen; waits end and wake |
/// | M | nothing is set aside twice by the same: no position is put back here beyond what was set aside |
public final class HistoryCheck {
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final Sight sight = new Sight();

  /// Judges one round.
  public List<Violation> check(List<Call> calls, List<Stop> stops, LogFacts log) {
    Findings findings = new Findings();
    acknowledgements.check(calls, log, findings);
    shown(calls, log, findings);
    sight.check(calls, findings);
    new Waits(calls, stops).check(findings);
    letters(log, findings);
    return findings.found();
  }

  /// Ids of all orders that were acknowledged so far.
  public Set<String> acknowledged() {
    return acknowledgements.orderIds();
  }

  private static void shown(List<Call> calls, LogFacts log, Findings findings) {
    for (Call call : calls) {
      if (call.told() instanceof Told.Shown shown && !shown.equals(log.orders().get(shown.at()))) {
        findings.violation(
            'J',
            "order %s was shown as version %d, %s, and the log has %s there"
                .formatted(
                    shown.orderId(),
                    shown.version(),
                    shown.state(),
                    log.orders().containsKey(shown.at())
                        ? log.orders().get(shown.at())
                        : "no such order"),
            shown.at());
      }
      if (call.told() instanceof Told.Row row && !row.row().equals(log.rows().get(row.at()))) {
        findings.violation(
            'J',
            "'%s' was shown, and the log has '%s' there"
                .formatted(row.row(), log.rows().getOrDefault(row.at(), "no row")),
            row.at());
      }
      if (call.told() instanceof Told.Taken taken
          && !taken.row().equals(log.rows().get(taken.at()))) {
        findings.violation(
            'A',
            "'%s' was taken, and the log has '%s' there"
                .formatted(taken.row(), log.rows().getOrDefault(taken.at(), "no row")),
            taken.at());
      }
    }
  }

  private static void letters(LogFacts log, Findings findings) {
    bySentence(log).forEach((sentence, at) -> findings.violation('M', sentence, at));
  }

  private static Map<String, Coordinates> bySentence(LogFacts log) {
    Map<String, Coordinates> twice = new TreeMap<>();
    log.letters()
        .forEach(
            (at, services) -> {
              // The cashier is in no transaction: killed, it sets the same request aside again.
              if (!at.topic().equals(Topics.PAYMENT_REQUESTS.name())
                  && Set.copyOf(services).size() < services.size()) {
                twice.put("%s was set aside more than once, by %s".formatted(at, services), at);
              }
            });
    return twice;
  }
}
