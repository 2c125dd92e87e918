package io.insideout.sql.persistent;

import io.insideout.catalog.SqlQuery;
import io.insideout.runtime.Pause;
import io.insideout.runtime.delivery.Backoff;
import io.insideout.sql.dialect.SqlError;
import io.insideout.sql.engine.JobState;
import io.insideout.sql.engine.SqlEngine;
import io.insideout.sql.table.Tables;
import io.insideout.sql.table.TopicTable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that the queries run that are to: looks each second, starts what does not run, and
/// the engine with it. Where none is to run the engine is left alone.
final class Keeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Backoff AGAIN = new Backoff(EVERY, Duration.ofSeconds(30));

  private static final Progress NOWHERE = new Progress(Map.of());

  private final QueryLog queries;
  private final Planner planner;
  private final Tables tables;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private volatile boolean closing;
  private @Nullable Thread thread;

  /// What is known of a query.
  ///
  /// @param planned its job; null where it could not be planned
  /// @param state in words
  /// @param failures how often in a row it could not be started
  /// @param notBeforeNanos when it is tried again
  record Kept(
      Planner.@Nullable Planned planned,
      String state,
      String reason,
      long late,
      Pace pace,
      Progress progress,
      int failures,
      long notBeforeNanos) {}

  Keeper(QueryLog queries, Planner planner, Tables tables) {
    this.queries = queries;
    this.planner = planner;
    this.tables = tables;
  }

  synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("sql-queries").daemon().start(this::look);
    }
  }

  private void look() {
    try {
      while (!closing) {
        try {
          tick();
        } catch (RuntimeException | IOException e) {
          LOG.warn("SQL queries are not looked after at this moment: {}", e.getMessage());
        }
        Pause.atMost(EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tick() throws IOException, InterruptedException {
    List<SqlQuery> running = queries.running();
    if (running.isEmpty()) {
      return;
    }
    Map<String, JobState> jobs =
        planner.engine().jobs().stream()
            .collect(Collectors.toMap(JobState::name, Function.identity()));
    for (SqlQuery query : running) {
      JobState job = jobs.get(planner.jobName(query.getQueryId()));
      if (job == null || isOver(job)) {
        restart(query, job);
      } else {
        Kept before = kept.get(query.getQueryId());
        if (before == null || before.planned() == null) {
          // It runs on a cluster that has outlived this process.
          before = starting(planned(query));
        }
        kept.put(query.getQueryId(), seen(before, job, progress(query, job)));
      }
    }
  }

  private static Kept seen(Kept before, JobState job, Progress progress) {
    return new Kept(
        before.planned(),
        words(job),
        job.reason(),
        job.late(),
        before.pace().then(System.nanoTime(), progress.offsets()),
        progress,
        0,
        0);
  }

  private Progress progress(SqlQuery query, JobState job) throws IOException, InterruptedException {
    try {
      return Progress.of(query, job.offsets(), tables.admin());
    } catch (ExecutionException e) {
      throw new IOException("the log does not tell how far a query is: " + e.getCause(), e);
    }
  }

  private static boolean isOver(JobState job) {
    return switch (job.state()) {
      case "FAILED", "CANCELED", "FINISHED" -> true;
      default -> false;
    };
  }

  private static String words(JobState job) {
    return switch (job.state()) {
      case "RUNNING" -> "running";
      case "FAILING", "RESTARTING" -> "failing";
      default -> "starting";
    };
  }

  private void restart(SqlQuery query, @Nullable JobState job) throws InterruptedException {
    Kept before = kept.get(query.getQueryId());
    if (before == null || System.nanoTime() - before.notBeforeNanos() >= 0) {
      if (job != null) {
        LOG.warn("SQL query {} has ended: {}", query.getQueryId(), job.reason());
      }
      try {
        begin(query);
      } catch (SqlError | SqlEngine.NotUnderstood | SqlEngine.EngineFailure | IOException e) {
        LOG.warn("SQL query {} does not start: {}", query.getQueryId(), e.getMessage());
      }
    }
  }

  /// Starts a query, unless it runs.
  ///
  /// @throws RuntimeException if it cannot be; it is tried again
  synchronized void begin(SqlQuery query) throws IOException, InterruptedException {
    Kept before = kept.get(query.getQueryId());
    int failures = before == null ? 0 : before.failures();
    try {
      Planner.Planned planned = planned(query);
      planner.engine().start(planned.job());
      kept.put(query.getQueryId(), starting(planned));
    } catch (RuntimeException | IOException e) {
      kept.put(
          query.getQueryId(),
          new Kept(
              before == null ? null : before.planned(),
              "failed",
              String.valueOf(e.getMessage()),
              0,
              Pace.NONE,
              NOWHERE,
              failures + 1,
              System.nanoTime() + AGAIN.after(failures + 1).toNanos()));
      throw e;
    }
  }

  private static Kept starting(Planner.Planned planned) {
    return new Kept(planned, "starting", "", 0, Pace.NONE, NOWHERE, 0, 0);
  }

  private Planner.Planned planned(SqlQuery query) throws IOException, InterruptedException {
    Tables.Found found = tables.find();
    if (found.topic(query.getTopic()).isEmpty() && query.getHasMadeTopic()) {
      planner.makeTopic(query, found, tables);
      found = tables.find();
    }
    TopicTable into =
        found
            .topic(query.getTopic())
            .orElseThrow(() -> new IOException("topic " + query.getTopic() + " is gone"));
    return planner.planned(query, into, found);
  }

  /// Ends a query that is not to run any more.
  synchronized void end(SqlQuery query) throws IOException, InterruptedException {
    Kept known = kept.get(query.getQueryId());
    Planner.Planned planned = known == null ? null : known.planned();
    planner.engine().stop((planned == null ? planned(query) : planned).job());
    kept.remove(query.getQueryId());
  }

  Optional<Kept> of(String queryId) {
    return Optional.ofNullable(kept.get(queryId));
  }

  @Override
  public void close() {
    closing = true;
    Thread looking;
    synchronized (this) {
      looking = thread;
    }
    if (looking != null) {
      looking.interrupt();
    }
  }
}
