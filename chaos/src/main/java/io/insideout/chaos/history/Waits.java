package io.insideout.chaos.history;

import io.insideout.verify.Coordinates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Law J, of those who wait: every wait ends in time, not before its time, and not without the
/// answer that others were given meanwhile, nor long after them.
final class Waits {
  /// Beyond the time that was asked for: the way there and back, on a machine that starts
  /// processes.
  private static final long SLACK_NANOS = 10_000_000_000L;

  /// A clock's tick, and the time that an answer takes from the view to the caller.
  private static final long TICK_NANOS = 5_000_000L;

  private static final long WOKEN_WITHIN_NANOS = 2_000_000_000L;

  /// For who is told the decision, but after others: an answer on its way may be held up more than
  /// a look that finds nothing.
  private static final long TOLD_WITHIN_NANOS = 5_000_000_000L;

  private static final Set<String> ON_THE_WAY = Set.of("gateway", "orders");

  private final List<Call> calls;
  private final List<Stop> stops;
  private final Map<String, Call> firstSettled = new HashMap<>();

  Waits(List<Call> calls, List<Stop> stops) {
    this.calls = calls;
    this.stops = stops.stream().filter(stop -> ON_THE_WAY.contains(stop.part())).toList();
    for (Call call : calls) {
      if (call.told() instanceof Told.Shown shown && settled(shown)) {
        firstSettled.merge(
            shown.orderId(), call, (a, b) -> a.endedNanos() <= b.endedNanos() ? a : b);
      }
    }
  }

  private static boolean settled(Told.Shown shown) {
    return !shown.state().equals("REQUESTED");
  }

  void check(Findings findings) {
    for (Call call : calls) {
      if (call.ask() instanceof Ask.Wait wait) {
        inTime(call, wait, findings);
        if (call.told() instanceof Told.Shown shown && !settled(shown)) {
          notEarly(call, wait, shown, findings);
          woken(call, wait, shown.at(), findings);
        } else if (call.told() instanceof Told.Shown shown) {
          notLate(call, wait, shown.at(), findings);
        }
      }
    }
  }

  private void inTime(Call call, Ask.Wait wait, Findings findings) {
    long took = call.endedNanos() - call.sentNanos();
    long allowed =
        wait.timeoutMillis() * 1_000_000
            + SLACK_NANOS
            + Stop.within(stops, call.sentNanos(), call.endedNanos());
    if (took > allowed) {
      findings.violation(
          'J',
          "a wait of %d ms for order %s took %d ms: %s"
              .formatted(wait.timeoutMillis(), wait.orderId(), took / 1_000_000, call.told()));
    }
  }

  private static void notEarly(Call call, Ask.Wait wait, Told.Shown shown, Findings findings) {
    long took = call.endedNanos() - call.sentNanos();
    if (took + TICK_NANOS < wait.timeoutMillis() * 1_000_000) {
      findings.violation(
          'J',
          "a wait of %d ms for order %s ended undecided after %d ms"
              .formatted(wait.timeoutMillis(), wait.orderId(), took / 1_000_000),
          shown.at());
    }
  }

  private void woken(Call call, Ask.Wait wait, Coordinates at, Findings findings) {
    Call other = firstSettled.get(wait.orderId());
    if (other == null) {
      return;
    }
    long late = call.endedNanos() - other.endedNanos();
    long allowed = WOKEN_WITHIN_NANOS + Stop.within(stops, other.endedNanos(), call.endedNanos());
    if (late > allowed) {
      findings.violation(
          'J',
          "who waited for order %s was not woken: another was shown the decision %d ms before"
              .formatted(wait.orderId(), late / 1_000_000),
          at);
    }
  }

  /// Who is not woken may still look when the time is over, and find what was there all along.
  private void notLate(Call call, Ask.Wait wait, Coordinates at, Findings findings) {
    Call other = firstSettled.get(wait.orderId());
    if (other == null) {
      return;
    }
    long sinceNanos = Math.max(other.endedNanos(), call.sentNanos());
    long late = call.endedNanos() - sinceNanos;
    if (late > TOLD_WITHIN_NANOS + Stop.within(stops, sinceNanos, call.endedNanos())) {
      findings.violation(
          'J',
          "who waited for order %s was told the decision %d ms after another"
              .formatted(wait.orderId(), late / 1_000_000),
          at);
    }
  }
}
