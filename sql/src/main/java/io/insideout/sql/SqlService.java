package io.insideout.sql;

import io.insideout.runtime.Environment;
import io.insideout.runtime.Service;
import io.insideout.runtime.http.Route;
import io.insideout.sql.engine.FlinkEngine;
import io.insideout.sql.engine.SqlEngine;
import io.insideout.sql.persistent.PersistentQueries;
import io.insideout.sql.table.Tables;
import io.insideout.sql.view.Views;
import java.time.Duration;
import java.util.List;

/// Streaming SQL as the application runs it, beside the services: a reader of their topics, and
/// nothing that they know of.
public final class SqlService implements Service {
  private final SqlSettings settings;

  public SqlService(SqlSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public Assembled assemble(Environment environment) {
    SqlEngine engine =
        new FlinkEngine(
            settings.home(),
            environment.dataDirectory().resolve("logs").resolve("flink.log"),
            settings.sqlCluster(),
            settings.sqlQueries(),
            settings.authorities());
    Tables tables = new Tables(environment.log(), environment.registry("SQL"));
    Views views = new Views(environment);
    PersistentQueries persistent =
        new PersistentQueries(
            environment,
            tables,
            engine,
            new PersistentQueries.Running(
                settings.sqlQueries(),
                settings.checkpoints(environment.dataDirectory()),
                Duration.ofMillis(settings.sqlCommitMs())));
    Desk desk = new Desk(tables, new ViewDesk(views), engine, persistent, settings.sqlQueries());
    return new Assembled(
        List.of(new SqlPart(engine, persistent, tables, settings.isAtStart()), views),
        List.of(
            Route.post("/api/sql", new SqlResource(desk)::post),
            Route.get("/api/sql/relations", new RelationsResource(tables, views)::get)));
  }
}
