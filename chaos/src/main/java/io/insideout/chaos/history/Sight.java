package io.insideout.chaos.history;

import io.insideout.verify.Coordinates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Law J, as callers see it: whatever one call was told before another began, the other is told as
/// well, or something newer. That goes for what is read and for what was written and acknowledged.
final class Sight {
  /// How far somebody has seen.
  ///
  /// @param at null where it is only known that there is such a thing
  private record Point(@Nullable Coordinates at) {
    long offset() {
      return at == null ? -1 : at.offset();
    }
  }

  private final Map<String, Point> furthest = new HashMap<>();

  void check(List<Call> calls, Findings findings) {
    List<Call> bySending = new ArrayList<>(calls);
    bySending.sort(Comparator.comparingLong(Call::sentNanos));
    List<Call> byEnd = new ArrayList<>(calls);
    byEnd.sort(Comparator.comparingLong(Call::endedNanos));
    int ended = 0;
    for (Call call : bySending) {
      for (; ended < byEnd.size() && byEnd.get(ended).endedNanos() < call.sentNanos(); ended++) {
        remember(byEnd.get(ended));
      }
      judge(call, findings);
    }
    for (; ended < byEnd.size(); ended++) {
      remember(byEnd.get(ended));
    }
  }

  private void remember(Call call) {
    switch (call.told()) {
      case Told.Accepted(String orderId) -> further("orders " + orderId, new Point(null));
      case Told.Shown shown -> further("orders " + shown.orderId(), new Point(shown.at()));
      case Told.Row row -> further(subject(call.ask()), new Point(row.at()));
      case Told.Taken _, Told.Missing _, Told.Refused _, Told.Unknown _ -> {}
    }
  }

  private void further(String subject, Point point) {
    furthest.merge(subject, point, (one, other) -> one.offset() >= other.offset() ? one : other);
  }

  private void judge(Call call, Findings findings) {
    String subject = subject(call.ask());
    Point before = furthest.get(subject);
    if (before == null || subject.isEmpty()) {
      return;
    }
    if (call.told() instanceof Told.Missing) {
      findings.violation(
          'J', subject + " was known, and then it was not", coordinates(before.at()));
      return;
    }
    Coordinates now =
        switch (call.told()) {
          case Told.Shown shown -> shown.at();
          case Told.Row row -> row.at();
          default -> null;
        };
    if (now != null && now.offset() < before.offset()) {
      findings.violation(
          'J', "%s went back in time".formatted(subject), coordinates(before.at(), now));
    }
  }

  private static Coordinates[] coordinates(@Nullable Coordinates... at) {
    List<Coordinates> known = new ArrayList<>();
    for (Coordinates one : at) {
      if (one != null) {
        known.add(one);
      }
    }
    return known.toArray(Coordinates[]::new);
  }

  private static String subject(Ask ask) {
    return switch (ask) {
      case Ask.Read(String orderId) -> "orders " + orderId;
      case Ask.Wait(String orderId, _) -> "orders " + orderId;
      case Ask.Look(String table, String key) -> table + " " + key;
      case Ask.Put(String table, String key, _) -> table + " " + key;
      case Ask.Place _, Ask.Change _ -> "";
    };
  }
}
