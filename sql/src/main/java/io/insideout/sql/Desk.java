package io.insideout.sql;

import static java.util.stream.Collectors.joining;

import io.insideout.runtime.http.Problem;
import io.insideout.sql.dialect.Column;
import io.insideout.sql.dialect.Dialect;
import io.insideout.sql.dialect.Name;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Rewritten;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.engine.FlinkReason;
import io.insideout.sql.engine.Lines;
import io.insideout.sql.engine.Questions;
import io.insideout.sql.engine.SqlEngine;
import io.insideout.sql.persistent.PersistentQueries;
import io.insideout.sql.table.Reading;
import io.insideout.sql.table.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Where statements are answered: what there is from the log and the registry, queries by the
/// engine.
final class Desk {
  private final Tables tables;
  private final ViewDesk views;
  private final SqlEngine engine;
  private final PersistentQueries persistent;
  private final Questions questions;
  private final int queries;
  private final Semaphore places;
  private final AtomicLong asked = new AtomicLong();

  /// @param queries how many may run at the same time
  Desk(Tables tables, ViewDesk views, SqlEngine engine, PersistentQueries persistent, int queries) {
    this.tables = tables;
    this.views = views;
    this.engine = engine;
    this.persistent = persistent;
    this.questions = new Questions(tables.place());
    this.queries = queries;
    this.places = new Semaphore(queries);
  }

  /// Answers a statement.
  ///
  /// @throws io.insideout.sql.dialect.SqlError if it names what is not there
  /// @throws Problem if there is no place for it
  /// @throws IOException if the log or the registry does not answer
  Lines answer(Statement statement, Reading reading) throws IOException, InterruptedException {
    Optional<Lines> ofViews = views.answer(statement, tables);
    return ofViews.isPresent() ? ofViews.get() : answer(statement, reading, tables.find());
  }

  private Lines answer(Statement statement, Reading reading, Tables.Found found)
      throws IOException, InterruptedException {
    return switch (statement) {
      case Statement.Query query -> ask(query.rewritten(found), found, reading);
      case Statement.Print print -> print(print, found, reading);
      case Statement.Show(var listing) -> show(listing, found);
      case Statement.Describe(Name name) -> describe(relation(name, found));
      case Statement.Explain(Statement.Query query) -> explain(query.rewritten(found), found);
      case Statement.CreateAs create -> made(List.of(persistent.create(create, found, reading)));
      case Statement.InsertInto insert -> made(List.of(persistent.insert(insert, found, reading)));
      case Statement.Terminate(Name query) -> made(List.of(persistent.terminate(query)));
      case Statement.TerminateAll() -> made(persistent.terminateAll());
      case Statement.Explain(Statement writing) ->
          FixedLines.text("plan", persistent.explain(writing, found));
      case Statement.ExplainQuery(Name query) ->
          FixedLines.text(
              "plan",
              persistent.explain(Dialect.statements(persistent.text(query)).getFirst(), found));
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
      Lines lines =
          engine.ask(questions.of("query-" + asked.incrementAndGet(), query, found, reading));
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

  private Lines explain(Rewritten query, Tables.Found found) throws InterruptedException {
    Reading all = new Reading(new Reading.From.Beginning(), false);
    String plan;
    try {
      plan = engine.explain(questions.of("plan", query, found, all));
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

  private static Lines made(List<PersistentQueries.Made> made) {
    return new FixedLines(
        List.of("query", "state", "topic", "kind"),
        made.stream()
            .map(
                one ->
                    List.of(
                        one.queryId(),
                        one.state(),
                        one.topic(),
                        one.isTable() ? "table" : "stream"))
            .toList());
  }

  private Lines queries() throws IOException, InterruptedException {
    return new FixedLines(
        List.of("query", "state", "topic", "read_per_s", "lag", "late", "reason", "sql"),
        persistent.show().stream()
            .map(
                one ->
                    List.of(
                        one.queryId(),
                        one.state(),
                        one.topic(),
                        String.valueOf(one.readPerSecond()),
                        one.lag() < 0 ? "" : String.valueOf(one.lag()),
                        String.valueOf(one.late()),
                        one.reason(),
                        one.text()))
            .toList());
  }

  private Lines show(Statement.Listing listing, Tables.Found found)
      throws IOException, InterruptedException {
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
      case VIEWS -> throw new IllegalStateException("views list themselves");
      case QUERIES -> queries();
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

  static Lines describe(Relation relation) {
    return new FixedLines(
        List.of("column", "type"),
        relation.columns().stream().map(one -> List.of(one.name(), one.type())).toList());
  }
}
