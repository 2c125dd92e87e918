package io.insideout.chaos.history;

import io.insideout.verify.Violation;
import java.util.List;
import java.util.Set;

/// Law U, of the database: orders are taken while it is away.
public final class DatabaseAway {
  /// The database's name among the stops.
  public static final String DATABASE = "database";

  /// Whom an order cannot be taken without.
  private static final Set<String> ON_THE_WAY = Set.of("log", "gateway", "orders");

  /// Others are down too, and for that an order may wait.
  private static final long LONG_ENOUGH_NANOS = 20_000_000_000L;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private DatabaseAway() {}

  /// Holds it, over all the time in which the database was away.
  public static List<Violation> check(List<Call> calls, List<Stop> stops) {
    List<Stop> others = stops.stream().filter(stop -> ON_THE_WAY.contains(stop.part())).toList();
    long nanos =
        away(stops).stream()
            .mapToLong(
                stop ->
                    stop.toNanos()
                        - stop.fromNanos()
                        - Stop.within(others, stop.fromNanos(), stop.toNanos()))
            .sum();
    if (nanos < LONG_ENOUGH_NANOS || taken(calls, stops) > 0) {
      return List.of();
    }
    return List.of(
        new Violation(
            'U',
            "no order was taken in the %d s without the database".formatted(nanos / SECOND_NANOS),
            List.of()));
  }

  /// What came of it, for people.
  public static String told(List<Call> calls, List<Stop> stops) {
    long nanos = away(stops).stream().mapToLong(stop -> stop.toNanos() - stop.fromNanos()).sum();
    return "%,d orders were taken in the %d s in which the database was away"
        .formatted(taken(calls, stops), nanos / SECOND_NANOS);
  }

  /// How many orders were asked for and acknowledged while it was away.
  private static long taken(List<Call> calls, List<Stop> stops) {
    List<Stop> away = away(stops);
    return calls.stream()
        .filter(call -> call.ask() instanceof Ask.Place && call.told() instanceof Told.Accepted)
        .filter(call -> away.stream().anyMatch(stop -> holds(stop, call)))
        .count();
  }

  private static boolean holds(Stop stop, Call call) {
    return stop.fromNanos() <= call.sentNanos() && call.endedNanos() <= stop.toNanos();
  }

  private static List<Stop> away(List<Stop> stops) {
    return stops.stream().filter(stop -> stop.part().equals(DATABASE)).toList();
  }
}
