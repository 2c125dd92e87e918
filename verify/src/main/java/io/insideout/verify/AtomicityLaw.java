package io.insideout.verify;

import static io.insideout.catalog.ReservationChange.RELEASED;
import static io.insideout.catalog.ReservationChange.RESERVED;
import static io.insideout.catalog.ReservationChange.RETURNED;

import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.StockReservation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// E: the inventory's answer and its ledger entries stand or fall together: a PASS has an entry for
/// each SKU that it covers and no other, with the same cause, and a FAIL has none. A release is
/// caused by the version that ended the order, and happens once.
final class AtomicityLaw implements Law {
  /// What ties an answer to its entries: the same record made both.
  private record Tie(@Nullable Coordinates cause, String sku) {}

  @Override
  public char letter() {
    return 'E';
  }

  @Override
  public String title() {
    return "Atomicity";
  }

  @Override
  public void judge(Dossier order, Moment moment, Findings findings) {
    if (order.ledger().isEmpty() && order.answers().isEmpty()) {
      return;
    }
    Map<Tie, Filed<StockReservation>> reserved = new HashMap<>();
    for (Filed<StockReservation> entry : order.ledger()) {
      if (entry.value().getChange() == RESERVED) {
        reserved.putIfAbsent(new Tie(entry.cause(), entry.value().getSku()), entry);
      }
    }
    Set<Tie> covered = new HashSet<>();
    for (Filed<OrderValidation> answer : order.answers()) {
      if (answer.value().getCheck() == Check.INVENTORY) {
        answer(order.orderId(), answer, reserved, covered, moment, findings);
      }
    }
    reserved.forEach(
        (tie, entry) -> {
          if (!covered.contains(tie) && moment.isRipe(entry.at())) {
            findings.violation(
                "order %s, SKU %s: reserved without an answer of the same cause"
                    .formatted(order.orderId(), tie.sku()),
                entry.at());
          }
        });
    releases(order, moment, findings);
  }

  private static void answer(
      String orderId,
      Filed<OrderValidation> answer,
      Map<Tie, Filed<StockReservation>> reserved,
      Set<Tie> covered,
      Moment moment,
      Findings findings) {
    boolean passed = answer.value().getOutcome() == Outcome.PASS;
    findings.count(passed ? "answers that reserve" : "answers that do not");
    for (String sku : answer.value().getCovers()) {
      Tie tie = new Tie(answer.cause(), sku);
      covered.add(tie);
      Filed<StockReservation> entry = reserved.get(tie);
      if (passed && entry == null && moment.isRipe(answer.at())) {
        findings.violation(
            "order %s, SKU %s: the inventory passed it and reserved nothing"
                .formatted(orderId, sku),
            answer.at());
      } else if (!passed && entry != null) {
        findings.violation(
            "order %s, SKU %s: the inventory failed it and yet reserved".formatted(orderId, sku),
            answer.at(),
            entry.at());
      }
    }
  }

  private static void releases(Dossier order, Moment moment, Findings findings) {
    Map<String, Filed<StockReservation>> released = new HashMap<>();
    for (Filed<StockReservation> entry : order.ledger()) {
      if (entry.value().getChange() == RELEASED) {
        findings.count("releases");
        Filed<StockReservation> earlier = released.putIfAbsent(entry.value().getSku(), entry);
        if (earlier != null) {
          findings.violation(
              "order %s, SKU %s: released again".formatted(order.orderId(), entry.value().getSku()),
              earlier.at(),
              entry.at());
        }
        if (!isOf(AtomicityLaw::givesBack, entry.cause(), order.versions())
            && moment.isRipe(entry.at())) {
          findings.violation(
              "order %s, SKU %s: released, and not by a version that ended the order"
                  .formatted(order.orderId(), entry.value().getSku()),
              entry.at());
        }
      } else if (entry.value().getChange() == RETURNED) {
        findings.count("entries of what came back");
        if (!isOf(OrderState.RETURNED::equals, entry.cause(), order.versions())
            && moment.isRipe(entry.at())) {
          findings.violation(
              "order %s, SKU %s: came back, and not by a version that took it back"
                  .formatted(order.orderId(), entry.value().getSku()),
              entry.at());
        }
      }
    }
  }

  private static boolean givesBack(OrderState state) {
    return LifeCycle.claim(state) == LifeCycle.Claim.GIVES_BACK;
  }

  private static boolean isOf(
      Predicate<OrderState> states, @Nullable Coordinates cause, List<Filed<Order>> versions) {
    return versions.stream()
        .filter(version -> Objects.equals(version.at(), cause))
        .anyMatch(version -> states.test(version.value().getState()));
  }
}
