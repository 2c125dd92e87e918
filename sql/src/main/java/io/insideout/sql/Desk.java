package io.insideout.sql;

import static java.util.stream.Collectors.joining;

import io.insideout.runtime.http.Problem;
import io.insideout.sql.dialect.Column;
import io.insideout.sql.dialect.Dialect;
import io.insideout.sql.dialect.Emit;
import io.insideout.sql.dialect.Name;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Rewritten;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.engine.Lines;
import io.insideout.sql.engine.Question;
import io.insideout.sql.engine.SqlEngine;
import io.insideout.sql.table.Reading;
import io.insideout.sql.table.Tables;
import io.insideout.sql.table.TopicTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Where statements are answered: what there is from the log and the registry, queries by the
/// engine.
final class Desk {
  /// How late a record may be and still count, where nothing else is said and nobody waits for it.
  /// A replay puts months into a minute, and whoever waited for something in it comes days behind.
  private static final Duration LONG_GRACE = Duration.ofDays(7);

  /// Where a window is shown at its end, and all wait for who is late; ksqlDB has the same.
  private static final Duration GRACE = Duration.ofHours(24);

  /// For windows of standard SQL, that show themselves once and wait for their end.
  private static final Duration SHORT_GRACE = Duration.ofMinutes(1);

  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(1);

  private final Tables tables;
  private final SqlEngine engine;
  private final int queries;
  private final Semaphore places;
  private final AtomicLong asked = new AtomicLong();

  /// @param queries how many may run at the same time
  Desk(Tables tables, SqlEngine engine, int queries) {
    this.tables = tables;
    this.engine = engine;
    this.queries = queries;
    this.places = new Semaphore(queries);
  }

  /// Answers a statement.
  ///
  /// @throws io.insideout.sql.dialect.SqlError if it names what is not there
  /// @throws Problem if there is no place for it
  /// @throws IOException if the log or the registry does not answer
  Lines answer(Statement statement, Reading reading) throws IOException, InterruptedException {
    Tables.Found found = tables.find();
    return switch (statement) {
      case Statement.Query query -> ask(query.rewritten(found), found, reading);
      case Statement.Print print -> print(print, found, reading);
      case Statement.Show(var listing) -> show(listing, found);
      case Statement.Describe(Name name) -> describe(relation(name, found));
      case Statement.Explain(Statement.Query query) -> explain(query.rewritten(found), found);
      case Statement.CreateAs _,
          Statement.InsertInto _,
          Statement.Terminate _,
          Statement.TerminateAll _,
          Statement.Explain _,
          Statement.ExplainQuery _ ->
          throw Problem.invalid(
              "sql", "asks for a query that goes on by itself, and there is none of these yet");
    };
  }

  private Lines ask(Rewritten query, Tables.Found found, Reading reading)
      throws InterruptedException {
    if (!places.tryAcquire()) {
      throw new Problem(
          429,
          "too-many-queries",
          "Too many queries are running",
          "%d queries are running, and more may not; end one of them, or set sql-queries"
              .formatted(queries),
          List.of());
    }
    boolean runs = false;
    try {
      Lines lines = engine.ask(question(query, found, reading));
      runs = true;
      return new QueryLines(lines, query, places::release);
    } catch (SqlEngine.NotUnderstood refused) {
      throw FlinkReason.of(refused.reason(), query);
    } finally {
      if (!runs) {
        places.release();
      }
    }
  }

  private Question question(Rewritten query, Tables.Found found, Reading reading) {
    Map<String, String> settings = new LinkedHashMap<>();
    // A window that is shown while it grows takes late records in by itself; one that is shown once
    // has to wait for them, and event time with it.
    boolean grows = query.window().isPresent() && query.emit() == Emit.CHANGES;
    Duration grace = grace(query, grows ? LONG_GRACE : GRACE);
    settings.put("table.exec.source.idle-timeout", patience(grace, grows).toMillis() + " ms");
    if (grows) {
      settings.put("table.exec.emit.early-fire.enabled", "true");
      settings.put("table.exec.emit.early-fire.delay", "20 ms");
      // Without it a late record is counted, and nobody is told; and what waits to be told may be
      // forgotten before: event time may run a day in a moment.
      settings.put("table.exec.emit.late-fire.enabled", "true");
      settings.put("table.exec.emit.late-fire.delay", "0 ms");
      settings.put("table.exec.emit.allow-lateness", grace.toMillis() + " ms");
    }
    List<String> ddl = new ArrayList<>();
    for (String name : query.reads()) {
      TopicTable table = found.tables().get(name);
      if (table != null) {
        ddl.add(table.ddl(query.sql(), reading, grows ? Duration.ZERO : grace, tables.place()));
      }
    }
    return new Question(
        "query-" + asked.incrementAndGet(), ddl, query.sql(), settings, query.limit().orElse(0));
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

  private Lines explain(Rewritten query, Tables.Found found) throws InterruptedException {
    Reading all = new Reading(new Reading.From.Beginning(), false);
    String plan;
    try {
      plan = engine.explain(question(query, found, all));
    } catch (SqlEngine.NotUnderstood refused) {
      throw FlinkReason.of(refused.reason(), query);
    }
    return FixedLines.text("plan", "As Flink is given it: " + query.sql() + "\n\n" + plan);
  }

  /// A topic's records as they are: where and when each was written, its key and its value.
  private Lines print(Statement.Print print, Tables.Found found, Reading reading)
      throws InterruptedException {
    Relation topic = relation(print.topic(), found);
    List<String> columns = new ArrayList<>(Relation.RECORD_COLUMNS);
    topic.columns().stream()
        .map(Column::name)
        .filter(name -> !columns.contains(name))
        .forEach(columns::add);
    String query =
        "SELECT %s FROM `%s`%s"
            .formatted(
                columns.stream().map("`%s`"::formatted).collect(joining(", ")),
                topic.name(),
                print.limit().isPresent() ? " LIMIT " + print.limit().getAsLong() : "");
    Reading.From begin =
        print.fromBeginning() ? new Reading.From.Beginning() : new Reading.From.End();
    Statement parsed = Dialect.statements(query).getFirst();
    if (!(parsed instanceof Statement.Query select)) {
      throw new IllegalStateException(query);
    }
    return ask(select.rewritten(found), found, new Reading(begin, reading.isBounded()));
  }

  private static Relation relation(Name name, Tables.Found found) {
    return found
        .find(name.text())
        .orElseThrow(
            () ->
                Problem.invalid(
                    "sql",
                    "names '%s', which is neither a stream nor a table; SHOW TOPICS lists them"
                        .formatted(name.text())));
  }

  private static Lines show(Statement.Listing listing, Tables.Found found) {
    return switch (listing) {
      case TOPICS ->
          new FixedLines(
              List.of("topic", "kind", "in_sql"),
              found.tables().values().stream()
                  .map(
                      one ->
                          List.of(one.topic(), kind(one.relation().kind()), one.relation().name()))
                  .toList());
      case STREAMS -> relations(found, Statement.Kind.STREAM);
      case TABLES -> relations(found, Statement.Kind.TABLE);
      case QUERIES -> new FixedLines(List.of("query", "state"), List.of());
    };
  }

  private static Lines relations(Tables.Found found, Statement.Kind kind) {
    return new FixedLines(
        List.of("name", "topic", "columns"),
        found.tables().values().stream()
            .filter(one -> one.relation().kind() == kind)
            .map(
                one ->
                    List.of(
                        one.relation().name(),
                        one.topic(),
                        String.join(
                            ", ", one.relation().columns().stream().map(Column::name).toList())))
            .toList());
  }

  private static String kind(Statement.Kind kind) {
    return switch (kind) {
      case STREAM -> "stream";
      case TABLE -> "table";
    };
  }

  private static Lines describe(Relation relation) {
    return new FixedLines(
        List.of("column", "type"),
        relation.columns().stream().map(one -> List.of(one.name(), one.type())).toList());
  }
}
