package io.insideout.services.fraud;

import io.insideout.catalog.FraudRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rules say of one more order of a subject.
///
/// An order counts in the window of every rule whether it breaks one or not: trying is activity
/// too. It counts once, however often it arrives, as long as it is among the subject's latest.
sealed interface Assessment {
  /// How many of a subject's orders are remembered so as not to count one twice.
  int REMEMBERED_ORDERS = 64;

  /// The order was assessed before.
  record Repeated() implements Assessment {}

  /// @param after what is to be remembered of the subject from now on
  /// @param figures what the window of each rule has come to
  /// @param suspicion what was known of it
  record Assessed(SubjectActivity after, List<Figure> figures, Suspicion suspicion)
      implements Assessment {
    /// Where a limit is passed.
    List<Figure> breaches() {
      return figures.stream().filter(Figure::isAboveLimit).toList();
    }
  }

  /// Assesses an order.
  ///
  /// @param before what is remembered of the subject; null for nothing
  /// @param rules those that apply to the subject; what was added up for others is forgotten
  /// @param suspicion what is known of the subject from elsewhere
  static Assessment of(
      @Nullable SubjectActivity before,
      SubjectOrder order,
      List<FraudRule> rules,
      Suspicion suspicion) {
    List<String> orderIds = before == null ? List.of() : before.getOrderIds();
    if (orderIds.contains(order.getOrderId())) {
      return new Repeated();
    }
    Windows windows = new Windows(before == null ? List.of() : before.getWindows());
    List<Figure> figures = new ArrayList<>();
    for (FraudRule rule : rules) {
      // No window of time is that long: such a rule applies to nothing.
      if (rule.getWindowMillis() > 0) {
        figures.add(figure(rule, order, windows, suspicion));
      }
    }
    windows.forgetAllBut(rules);
    return new Assessed(
        new SubjectActivity(
            windows.leastRecentFirst(),
            remember(orderIds, order),
            before == null ? 1 : before.getAssessed() + 1),
        figures,
        suspicion);
  }

  private static Figure figure(
      FraudRule rule, SubjectOrder order, Windows windows, Suspicion suspicion) {
    return switch (rule.getMeasure()) {
      case TOTAL_MINOR -> {
        WindowActivity after = add(order, rule, windows);
        yield figure(rule, after, after.getTotalMinor());
      }
      case ORDERS -> {
        WindowActivity after = add(order, rule, windows);
        yield figure(rule, after, after.getOrders());
      }
      case SUSPICIOUS_AUTHORIZATIONS -> suspicion.figure(rule, order);
    };
  }

  private static Figure figure(FraudRule rule, WindowActivity window, long figure) {
    return new Figure(rule, window.getStartMillis(), window.getWindowMillis(), figure);
  }

  private static WindowActivity add(SubjectOrder order, FraudRule rule, Windows windows) {
    return windows.add(
        rule.getRuleId(),
        rule.getWindowMillis(),
        startMillis(order.getPlacedAtMicros(), rule.getWindowMillis()),
        order.getTotalMinor());
  }

  /// Where the window begins that an instant falls into: windows are aligned to the epoch, and one
  /// begins with the millisecond at which the one before has ended.
  static long startMillis(long micros, long windowMillis) {
    return Math.floorDiv(Math.floorDiv(micros, 1_000), windowMillis) * windowMillis;
  }

  private static List<String> remember(List<String> orderIds, SubjectOrder order) {
    List<String> latest =
        new ArrayList<>(
            orderIds.subList(
                Math.max(0, orderIds.size() - REMEMBERED_ORDERS + 1), orderIds.size()));
    latest.add(order.getOrderId());
    return latest;
  }
}
