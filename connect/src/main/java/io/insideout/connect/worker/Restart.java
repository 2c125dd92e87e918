package io.insideout.connect.worker;

import io.insideout.connect.worker.ConnectClient.Status;
import io.insideout.runtime.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Starts a connector and its tasks again, and waits for what comes of it. One that somebody wants
/// to rest is left alone.
///
/// @param worksWithin after which one that does not work is told as it is
public record Restart(ConnectClient connect, Duration worksWithin) {
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /// What came of it.
  public sealed interface Outcome {
    /// It was started again, and works.
    record Works(Status status) implements Outcome {}

    /// It was started again, and does not work.
    record Ails(Status status) implements Outcome {}

    /// Somebody has paused or stopped it: nothing was done.
    record Rests(Status status) implements Outcome {}

    /// There is none of that name, but these.
    record Unknown(List<String> known) implements Outcome {}
  }

  /// Does it, with the connector of that name.
  public Outcome of(String name) throws IOException, InterruptedException {
    Map<String, Status> all = connect.connectors();
    Status before = all.get(name);
    if (before == null) {
      return unknown(all);
    }
    if (before.rests()) {
      return new Outcome.Rests(before);
    }
    connect.restart(name, false);
    return awaitWork(name);
  }

  /// Connect answers before it does it: for a moment the connector may still work as before.
  private Outcome awaitWork(String name) throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    boolean begun = false;
    while (true) {
      Map<String, Status> all = connect.connectors();
      Status status = all.get(name);
      if (status == null) {
        return unknown(all);
      }
      long sinceNanos = System.nanoTime() - startNanos;
      begun |= !status.works() || sinceNanos > BEGINS_WITHIN.toNanos();
      if (begun && status.works()) {
        return new Outcome.Works(status);
      }
      if (sinceNanos > worksWithin.toNanos()) {
        return new Outcome.Ails(status);
      }
      Pause.atMost(LOOK_EVERY);
    }
  }

  private static Outcome unknown(Map<String, Status> all) {
    return new Outcome.Unknown(List.copyOf(all.keySet()));
  }
}
