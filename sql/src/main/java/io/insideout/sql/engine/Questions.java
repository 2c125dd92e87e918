package io.insideout.sql.engine;

import io.insideout.sql.dialect.Emit;
import io.insideout.sql.dialect.Rewritten;
import io.insideout.sql.table.Reading;
import io.insideout.sql.table.Tables;
import io.insideout.sql.table.TopicTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes of a query what the engine is asked: with the tables that it names, and with how long
/// event time waits for what is late.
///
/// @param place where log and registry are
public record Questions(TopicTable.Place place) {
  /// How late a record may be and still count, where nothing else is said and nobody waits for it.
  /// A replay puts months into a minute, and whoever waited for something in it comes days behind.
  private static final Duration LONG_GRACE = Duration.ofDays(7);

  /// Where a window is shown at its end, and all wait for who is late; ksqlDB has the same.
  private static final Duration GRACE = Duration.ofHours(24);

  /// For windows of standard SQL, that show themselves once and wait for their end.
  private static final Duration SHORT_GRACE = Duration.ofMinutes(1);

  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(1);

  /// @param job how its job is called
  public Question of(String job, Rewritten query, Tables.Found found, Reading reading) {
    Map<String, String> settings = new LinkedHashMap<>();
    // A window that is shown while it grows takes late records in by itself; one that is shown once
    // has to wait for them, and event time with it.
    boolean grows = query.window().isPresent() && query.emit() == Emit.CHANGES;
    Duration grace = grace(query, grows ? LONG_GRACE : GRACE);
    settings.put("table.exec.source.idle-timeout", patience(grace, grows).toMillis() + " ms");
    if (grows) {
      settings.put("table.exec.emit.early-fire.enabled", "true");
      // With each record: any other delay is a timer for each window that is still to be waited
      // for,
      // which are those of a week.
      settings.put("table.exec.emit.early-fire.delay", "0 ms");
      // Without it a late record is counted, and nobody is told; and what waits to be told may be
      // forgotten before: event time may run a day in a moment.
      settings.put("table.exec.emit.late-fire.enabled", "true");
      settings.put("table.exec.emit.late-fire.delay", "0 ms");
      settings.put("table.exec.emit.allow-lateness", grace.toMillis() + " ms");
    }
    if (query.isAggregate() && query.window().isEmpty()) {
      settings.putAll(together(reading));
    }
    List<String> ddl = new ArrayList<>();
    for (String name : query.reads()) {
      TopicTable table = found.tables().get(name);
      if (table != null) {
        ddl.add(table.ddl(query.sql(), reading, grows ? Duration.ZERO : grace, place));
      }
    }
    return new Question(job, ddl, query.sql(), settings, query.limit().orElse(0));
  }

  /// Records that come together change a row once. Nobody notices so little; where an answer is
  /// only to be right at its end, it may be more.
  private static Map<String, String> together(Reading reading) {
    Duration atMost = reading.isBounded() ? Duration.ofSeconds(1) : Duration.ofMillis(20);
    return Map.of(
        "table.exec.mini-batch.enabled",
        "true",
        "table.exec.mini-batch.allow-latency",
        atMost.toMillis() + " ms",
        "table.exec.mini-batch.size",
        "5000");
  }

  private static Duration grace(Rewritten query, Duration ofWindows) {
    return query.window().map(window -> window.grace().orElse(ofWindows)).orElse(SHORT_GRACE);
  }

  /// For how long event time waits for a partition of which nothing comes. One that is only slow,
  /// or has nothing yet, must not be left behind, or all that it has would count as late. What a
  /// growing window shows does not wait for it, so there it is waited for as long as a record is;
  /// who waits for the end of a window wants to see it some day.
  private static Duration patience(Duration grace, boolean grows) {
    if (grows || grace.compareTo(LONGEST_PATIENCE) < 0) {
      return grace.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : grace;
    }
    return LONGEST_PATIENCE;
  }
}
