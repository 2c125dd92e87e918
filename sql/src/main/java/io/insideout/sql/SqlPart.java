package io.insideout.sql;

import io.insideout.runtime.Part;
import io.insideout.sql.engine.SqlEngine;
import java.util.Optional;

/// The engine beside the services. Orders are taken without it, and nobody pays for it before the
/// first query, unless it is wanted from the start.
final class SqlPart implements Part {
  private final SqlEngine engine;
  private final boolean atStart;
  private volatile Optional<String> trouble = Optional.empty();

  SqlPart(SqlEngine engine, boolean atStart) {
    this.engine = engine;
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
    if (atStart) {
      var _ = Thread.ofPlatform().name("sql").daemon().start(this::startEngine);
    }
  }

  private void startEngine() {
    try {
      engine.start();
    } catch (SqlEngine.EngineFailure e) {
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
  public void close() {
    engine.close();
  }
}
