package io.insideout.acceptance;

import io.insideout.chaos.history.Ask;
import io.insideout.chaos.history.Call;
import io.insideout.chaos.history.Told;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// How much of the system its callers had for a time.
///
/// @param during what was done to it
/// @param length of the time, to when all was well again
/// @param orders how many were placed
/// @param atFirstTry how many of them were acknowledged at the first try
/// @param noneAcknowledged the longest time in which no order was acknowledged
/// @param noneRead the longest time in which nobody who looked at an order was shown it
/// @param noneValidated the longest time in which no order was shown for the first time that had
///   passed every check; one that is rejected may have passed by some of them
record Availability(
    String during,
    Duration length,
    int orders,
    int atFirstTry,
    Duration noneAcknowledged,
    Duration noneRead,
    Duration noneValidated) {
  private static final Set<String> UNDECIDED_OR_REJECTED = Set.of("REQUESTED", "REJECTED");

  static Availability of(String during, List<Call> calls, long fromNanos, long toNanos) {
    List<Call> bySending =
        calls.stream().sorted(Comparator.comparingLong(Call::sentNanos)).toList();
    Set<String> keys = new HashSet<>();
    int orders = 0;
    int atFirstTry = 0;
    for (Call call : bySending) {
      if (call.ask() instanceof Ask.Place(String key, _)
          && keys.add(key)
          && call.sentNanos() >= fromNanos
          && call.sentNanos() <= toNanos) {
        orders++;
        atFirstTry += call.told() instanceof Told.Accepted ? 1 : 0;
      }
    }
    Set<String> validated = new HashSet<>();
    return new Availability(
        during,
        Duration.ofNanos(toNanos - fromNanos),
        orders,
        atFirstTry,
        longestWithout(
            call -> call.ask() instanceof Ask.Place && call.told() instanceof Told.Accepted,
            calls,
            fromNanos,
            toNanos),
        longestWithout(
            call -> call.ask() instanceof Ask.Read && shown(call), calls, fromNanos, toNanos),
        longestWithout(
            call ->
                call.told() instanceof Told.Shown shown
                    && !UNDECIDED_OR_REJECTED.contains(shown.state())
                    && validated.add(shown.orderId()),
            calls,
            fromNanos,
            toNanos));
  }

  /// How often callers were told why they could not be told anything.
  static Map<String, Long> troubles(List<Call> calls, long fromNanos, long toNanos) {
    return calls.stream()
        .filter(call -> call.endedNanos() >= fromNanos && call.endedNanos() <= toNanos)
        .filter(call -> call.told() instanceof Told.Unknown)
        .collect(
            Collectors.groupingBy(
                call ->
                    call.ask().getClass().getSimpleName()
                        + ": "
                        + call.told().toString().replaceAll("[0-9a-f]{16,}", "…"),
                TreeMap::new,
                Collectors.counting()));
  }

  private static boolean shown(Call call) {
    return call.told() instanceof Told.Shown;
  }

  /// @param calls in the order in which they ended
  private static Duration longestWithout(
      Predicate<Call> good, List<Call> calls, long fromNanos, long toNanos) {
    long[] ends =
        LongStream.concat(
                calls.stream()
                    .filter(good)
                    .mapToLong(Call::endedNanos)
                    .filter(at -> at > fromNanos && at < toNanos)
                    .sorted(),
                LongStream.of(toNanos))
            .toArray();
    long longest = 0;
    long last = fromNanos;
    for (long end : ends) {
      longest = Math.max(longest, end - last);
      last = end;
    }
    return Duration.ofNanos(longest);
  }

  /// A row of a table.
  @Override
  public String toString() {
    return "| %s | %d s | %,d | %.1f %% | %s | %s | %s |"
        .formatted(
            during,
            length.toSeconds(),
            orders,
            orders == 0 ? 100.0 : 100.0 * atFirstTry / orders,
            seconds(noneAcknowledged),
            seconds(noneRead),
            seconds(noneValidated));
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1_000.0);
  }
}
