package io.insideout.chaos.history;

import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentState;
import io.insideout.chaos.bank.Statement;
import io.insideout.verify.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Law F, as the payment provider sees it: whoever was killed when, it has held the money of an
/// order at most once, and has taken and given back what the log says. What the order says is due
/// and what the log says was paid are held against each other by [io.insideout.verify.Verifier].
public final class Charges {
  private Charges() {}

  /// Judges what the provider has done, once all work is done.
  ///
  /// @param statements of the provider, by the orders' ids
  /// @param payments the newest of each order in the log
  public static List<Violation> check(
      Map<String, Statement> statements, Map<String, Payment> payments) {
    Findings findings = new Findings();
    Set<String> orderIds = new TreeSet<>(statements.keySet());
    orderIds.addAll(payments.keySet());
    for (String orderId : orderIds) {
      Statement done = statements.getOrDefault(orderId, Statement.NOTHING);
      if (done.intents() > 1) {
        findings.violation(
            'F',
            "the provider was made to hold the money of order %s %d times"
                .formatted(orderId, done.intents()));
      }
      Payment said = payments.get(orderId);
      if (said == null) {
        same(orderId, "holds", done.heldMinor(), 0, findings);
      } else {
        same(orderId, "holds", done.heldMinor(), held(said), findings);
        same(orderId, "took", done.capturedMinor(), said.getCapturedMinor(), findings);
        same(orderId, "gave back", done.refundedMinor(), said.getRefundedMinor(), findings);
      }
    }
    return findings.found();
  }

  private static long held(Payment said) {
    return said.getState() == PaymentState.VOIDED ? 0 : said.getAuthorizedMinor();
  }

  private static void same(String orderId, String what, long done, long said, Findings findings) {
    if (done != said) {
      findings.violation(
          'F',
          "order %s: the provider %s %,d minor units, the log says %,d"
              .formatted(orderId, what, done, said));
    }
  }
}
