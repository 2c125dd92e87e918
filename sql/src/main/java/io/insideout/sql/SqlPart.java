package io.insideout.sql;

import io.insideout.runtime.Part;
import io.insideout.runtime.log.Right;
import io.insideout.sql.engine.SqlEngine;
import io.insideout.sql.persistent.PersistentQueries;
import io.insideout.sql.persistent.QueryRights;
import io.insideout.sql.table.Tables;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The engine beside the services. Orders are taken without it, and nobody pays for it before the
/// first query, unless it is wanted from the start, or queries are to go on by themselves.
final class SqlPart implements Part {
  private final SqlEngine engine;
  private final PersistentQueries persistent;
  private final Tables tables;
  private final boolean atStart;
  private volatile Optional<String> trouble = Optional.empty();

  SqlPart(SqlEngine engine, PersistentQueries persistent, Tables tables, boolean atStart) {
    this.engine = engine;
    this.persistent = persistent;
    this.tables = tables;
    this.atStart = atStart;
  }

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public boolean isVital() {
    return false;
  }

  /// Returns at once: an engine takes some seconds, and nobody waits for it here.
  @Override
  public void start() {
    var _ = Thread.ofPlatform().name("sql").daemon().start(this::begin);
  }

  private void begin() {
    try {
      persistent.start();
      if (atStart) {
        engine.start();
      }
    } catch (SqlEngine.EngineFailure | IOException e) {
      trouble = Optional.ofNullable(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<String> trouble() {
    return trouble;
  }

  @Override
  public List<Right> rights() {
    return QueryRights.all();
  }

  @Override
  public void close() {
    persistent.close();
    engine.close();
    tables.close();
  }
}
