package io.insideout.console.log;

import io.insideout.runtime.Environment;
import io.insideout.runtime.Service.Assembled;
import java.util.List;

/// The log to look at: its topics and records, its groups and where they stand.
public final class LogBrowser {
  private LogBrowser() {}

  /// What it is made of. Nothing is opened before somebody asks.
  public static Assembled assemble(Environment environment) {
    LogDesk desk = new LogDesk(environment.log());
    return new Assembled(List.of(desk), new LogResource(desk, environment.schemas()).routes());
  }
}
