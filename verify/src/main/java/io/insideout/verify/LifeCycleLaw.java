package io.insideout.verify;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// B: versions 1, 2, 3 and so on without gap or repeat; legal transitions only, never two final
/// states; a version that keeps the state says something else that is new; what the order is about
/// never changes; every order is decided.
final class LifeCycleLaw implements Law {
  @Override
  public char letter() {
    return 'B';
  }

  @Override
  public String title() {
    return "Life cycle";
  }

  @Override
  public void judge(Dossier order, Moment moment, Findings findings) {
    Filed<Order> previous = null;
    for (Filed<Order> version : order.versions()) {
      findings.count("versions");
      if (previous == null) {
        beginning(version, findings);
      } else {
        numbers(previous, version, findings);
        transition(previous, version, findings);
        sameOrder(previous, version, findings);
      }
      previous = version;
    }
    if (previous != null) {
      ending(previous, moment, findings);
    }
    if (order.unread() > 0) {
      findings.violation(
          "order %s has %,d records more than any order can have"
              .formatted(order.orderId(), order.unread()));
    }
  }

  private static void beginning(Filed<Order> first, Findings findings) {
    Order order = first.value();
    if (order.getVersion() != 1 || order.getState() != OrderState.REQUESTED) {
      findings.violation(
          "order %s begins as version %d, %s"
              .formatted(order.getOrderId(), order.getVersion(), order.getState()),
          first.at());
    }
  }

  private static void numbers(Filed<Order> previous, Filed<Order> version, Findings findings) {
    int before = previous.value().getVersion();
    int now = version.value().getVersion();
    if (now != before + 1) {
      findings.violation(
          "order %s: version %d follows version %d"
              .formatted(version.value().getOrderId(), now, before),
          previous.at(),
          version.at());
    }
    if (version.at().partition() != previous.at().partition()) {
      findings.violation(
          "order %s stands in two partitions".formatted(version.value().getOrderId()),
          previous.at(),
          version.at());
    }
  }

  private static void transition(Filed<Order> previous, Filed<Order> version, Findings findings) {
    OrderState before = previous.value().getState();
    OrderState now = version.value().getState();
    if (now == before) {
      if (!LifeCycle.isNews(previous.value(), version.value())) {
        findings.violation(
            "order %s: version %d, still %s, says nothing new"
                .formatted(version.value().getOrderId(), version.value().getVersion(), now),
            previous.at(),
            version.at());
      }
    } else if (!LifeCycle.after(before).contains(now)) {
      findings.violation(
          (LifeCycle.isFinal(before)
                  ? "order %s: %s after it had ended as %s"
                  : "order %s: %s may not follow %s")
              .formatted(version.value().getOrderId(), now, before),
          previous.at(),
          version.at());
    }
  }

  private static void sameOrder(Filed<Order> previous, Filed<Order> version, Findings findings) {
    List<String> changed = changes(previous.value(), version.value());
    if (!changed.isEmpty()) {
      findings.violation(
          "order %s: version %d changed %s"
              .formatted(
                  version.value().getOrderId(),
                  version.value().getVersion(),
                  String.join(", ", changed)),
          previous.at(),
          version.at());
    }
  }

  private static List<String> changes(Order before, Order now) {
    List<String> changed = new ArrayList<>(0);
    note(changed, "the customer", before.getCustomerId(), now.getCustomerId());
    note(changed, "the country", before.getCountry(), now.getCountry());
    note(changed, "the card", before.getCardToken(), now.getCardToken());
    note(changed, "the currency", before.getCurrency(), now.getCurrency());
    note(changed, "the lines", before.getLines(), now.getLines());
    note(changed, "the total", before.getTotalMinor(), now.getTotalMinor());
    note(changed, "when it was placed", before.getPlacedAtMicros(), now.getPlacedAtMicros());
    note(changed, "the fingerprint", before.getFingerprint(), now.getFingerprint());
    return changed;
  }

  private static void note(
      List<String> changed, String what, @Nullable Object before, @Nullable Object now) {
    if (!Objects.equals(before, now)) {
      changed.add(what);
    }
  }

  private static void ending(Filed<Order> newest, Moment moment, Findings findings) {
    OrderState state = newest.value().getState();
    if (state != OrderState.REQUESTED) {
      findings.count(state.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    } else if (moment.isQuiet()) {
      findings.violation(
          "order %s hangs: nothing is left to do, and it is still REQUESTED"
              .formatted(newest.value().getOrderId()),
          newest.at());
    } else {
      findings.count("in flight");
    }
  }
}
