package io.insideout.sql.persistent;

import io.insideout.catalog.SqlQuery;
import io.insideout.catalog.SqlQueryState;
import io.insideout.runtime.Environment;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.LogClient;
import io.insideout.sql.dialect.Name;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.engine.FlinkReason;
import io.insideout.sql.engine.Questions;
import io.insideout.sql.engine.SqlEngine;
import io.insideout.sql.table.Reading;
import io.insideout.sql.table.Tables;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The queries that write topics: made, listed and ended. What is decided is in the log before
/// anybody is told of it, and holds until it is decided otherwise, whatever stops and starts.
///
/// They are looked after by one process: two that did it would write everything twice.
public final class PersistentQueries implements AutoCloseable {
  // In a plan of Flink's.
  private static final String OPTIMIZED = "== Optimized Physical Plan ==";
  private static final String CONSTANT_ROWS = "Values(tuples=";

  private final QueryLog queries;
  private final SqlEngine engine;
  private final Tables tables;
  private final LogClient log;
  private final Running running;
  private @Nullable Keeper keeper;
  private @Nullable Planner planner;

  /// How they are run.
  ///
  /// @param most how many may be at the same time
  /// @param checkpoints the directory that their checkpoints are in
  /// @param commitEvery how often what they write is committed
  public record Running(int most, URI checkpoints, Duration commitEvery) {}

  public PersistentQueries(
      Environment environment, Tables tables, SqlEngine engine, Running running) {
    this.log = environment.log();
    this.queries = new QueryLog(environment);
    this.tables = tables;
    this.engine = engine;
    this.running = running;
  }

  /// What became of a statement.
  ///
  /// @param topic that the query writes
  public record Made(String queryId, String topic, boolean isTable, String state) {}

  /// Goes on with those that are to run.
  ///
  /// @throws IOException if the log does not say which
  public void start() throws IOException, InterruptedException {
    keeper().start();
  }

  private synchronized Keeper keeper() throws IOException, InterruptedException {
    Keeper known = keeper;
    if (known == null) {
      known = new Keeper(queries, planner(), tables);
      keeper = known;
    }
    return known;
  }

  private synchronized Planner planner() throws IOException, InterruptedException {
    Planner known = planner;
    if (known == null) {
      try {
        ClusterFacts facts = ClusterFacts.of(tables.admin());
        known =
            new Planner(
                engine,
                new Questions(tables.place()),
                facts.clusterId(),
                running.checkpoints(),
                running.commitEvery(),
                facts.transactionTimeoutMs());
      } catch (ExecutionException e) {
        throw new IOException("the log does not answer: " + e.getCause(), e);
      }
      planner = known;
    }
    return known;
  }

  /// `CREATE … AS SELECT`: makes a topic and the query that writes it.
  ///
  /// @throws io.insideout.sql.dialect.SqlError at the place where it cannot be
  /// @throws Problem if it cannot be for another reason
  public synchronized Made create(Statement.CreateAs create, Tables.Found found, Reading reading)
      throws IOException, InterruptedException {
    Draft draft = Draft.of(create, found, planner());
    String name = draft.topic().name();
    if (found.find(name).isPresent() || draft.topic().isThere(tables.admin())) {
      if (create.ifNotExists()) {
        return new Made("", name, draft.topic().isTable(), "exists");
      }
      throw Problem.invalid(
          "sql",
          "makes '%s', which is there: INSERT INTO it, or write another name".formatted(name));
    }
    makeRoom(reading);
    SqlQuery query = query(create.text(), name, true, draft.topic().isTable(), draft.keys());
    Planner.Planned planned = planner().planned(query, draft.plan(), draft.table(), found);
    check(planned);
    return begin(begun(query, planned, reading));
  }

  /// `INSERT INTO … SELECT`: makes a query that writes a topic that is there.
  ///
  /// @throws io.insideout.sql.dialect.SqlError at the place where it cannot be
  /// @throws Problem if it cannot be for another reason
  public synchronized Made insert(Statement.InsertInto insert, Tables.Found found, Reading reading)
      throws IOException, InterruptedException {
    Target target = Target.of(insert.name(), found, queries.all());
    QueryPlan plan = planner().plan(insert.query(), insert.columns(), found);
    makeRoom(reading);
    SqlQuery query =
        query(insert.text(), target.table().topic(), false, target.isTable(), target.keys());
    Planner.Planned planned = planner().planned(query, plan, target.table(), found);
    check(planned);
    return begin(begun(query, planned, reading));
  }

  private void makeRoom(Reading reading) {
    if (reading.isBounded()) {
      throw Problem.invalid("untilNow", "is for queries that are listened to; this one goes on");
    }
    if (queries.running().size() >= running.most()) {
      throw new Problem(
          429,
          "too-many-queries",
          "Too many queries are running",
          "%d queries go on by themselves, and more may not; TERMINATE one of them, or set sql-queries"
              .formatted(running.most()),
          List.of());
    }
  }

  private SqlQuery query(
      String text, String topic, boolean makesTopic, boolean isTable, List<String> keys) {
    return SqlQuery.newBuilder()
        .setQueryId(queries.free(topic))
        .setText(text)
        .setTopic(topic)
        .setHasMadeTopic(makesTopic)
        .setIsTable(isTable)
        .setKeys(keys)
        .setBegin("beginning")
        .setOffsets(Map.of())
        .setState(SqlQueryState.RUNNING)
        .setCreatedAtMicros(System.currentTimeMillis() * 1_000)
        .build();
  }

  private void check(Planner.Planned planned) throws InterruptedException {
    try {
      String plan = engine.check(planned.job());
      if (plan.indexOf(CONSTANT_ROWS, Math.max(0, plan.indexOf(OPTIMIZED))) >= 0) {
        throw Problem.invalid(
            "sql",
            "reads constant rows, VALUES or UNNEST of what no record has: they would be read anew at"
                + " each start, and written again");
      }
    } catch (SqlEngine.NotUnderstood refused) {
      throw FlinkReason.of(refused.reason());
    }
  }

  private SqlQuery begun(SqlQuery query, Planner.Planned planned, Reading reading)
      throws IOException, InterruptedException {
    Beginnings begin = Beginnings.at(reading.begin(), planned.reads(), tables.admin());
    return SqlQuery.newBuilder(query).setBegin(begin.text()).setOffsets(begin.offsets()).build();
  }

  private Made begin(SqlQuery query) throws IOException, InterruptedException {
    queries.put(query);
    keeper().begin(query);
    return new Made(query.getQueryId(), query.getTopic(), query.getIsTable(), "running");
  }

  /// Ends a query. What it has written stays.
  ///
  /// @throws Problem if none of that name runs
  public synchronized Made terminate(Name queryId) throws IOException, InterruptedException {
    SqlQuery query =
        queries.running().stream()
            .filter(one -> one.getQueryId().equals(queryId.text()))
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "sql",
                        "names the query '%s', and none of that name runs; SHOW QUERIES lists them"
                            .formatted(queryId)));
    return terminate(query);
  }

  /// Ends all of them.
  public synchronized List<Made> terminateAll() throws IOException, InterruptedException {
    List<Made> ended = new ArrayList<>();
    for (SqlQuery query : queries.running()) {
      ended.add(terminate(query));
    }
    return ended;
  }

  private Made terminate(SqlQuery query) throws IOException, InterruptedException {
    queries.put(SqlQuery.newBuilder(query).setState(SqlQueryState.TERMINATED).build());
    keeper().end(query);
    Leftovers.of(query.getQueryId()).clear(tables.admin());
    return new Made(query.getQueryId(), query.getTopic(), query.getIsTable(), "terminated");
  }

  /// Those that are to run, and how they are.
  public List<Shown> show() throws IOException, InterruptedException {
    Keeper known = keeper();
    List<Shown> all = new ArrayList<>();
    for (SqlQuery query : queries.running()) {
      all.add(Shown.of(query, known.of(query.getQueryId()).orElse(null), tables.admin(), log));
    }
    return all;
  }

  /// How a statement would be gone about.
  public String explain(Statement statement, Tables.Found found)
      throws IOException, InterruptedException {
    SqlQuery query;
    Planner.Planned planned;
    switch (statement) {
      case Statement.CreateAs create -> {
        Draft draft = Draft.of(create, found, planner());
        query =
            query(create.text(), draft.topic().name(), true, draft.topic().isTable(), draft.keys());
        planned = planner().planned(query, draft.plan(), draft.table(), found);
      }
      case Statement.InsertInto insert -> {
        Target target = Target.of(insert.name(), found, queries.all());
        query =
            query(insert.text(), target.table().topic(), false, target.isTable(), target.keys());
        QueryPlan plan = planner().plan(insert.query(), insert.columns(), found);
        planned = planner().planned(query, plan, target.table(), found);
      }
      default -> throw new IllegalArgumentException(statement + " writes nothing");
    }
    try {
      return planned.job().statement() + "\n\n" + engine.check(planned.job());
    } catch (SqlEngine.NotUnderstood refused) {
      throw FlinkReason.of(refused.reason());
    }
  }

  /// The statement of a query that runs.
  ///
  /// @throws Problem if there is none of that name
  public String text(Name queryId) {
    return queries
        .find(queryId.text())
        .map(SqlQuery::getText)
        .orElseThrow(
            () ->
                Problem.invalid(
                    "sql", "names the query '%s', and there is none".formatted(queryId)));
  }

  @Override
  public synchronized void close() {
    if (keeper != null) {
      keeper.close();
    }
  }
}
