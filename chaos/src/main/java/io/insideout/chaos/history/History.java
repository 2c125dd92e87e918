package io.insideout.chaos.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What all callers asked and were told since the last judgement, and how far they had seen by
/// then. Safe to be used by many threads.
public final class History {
  private final List<Call> calls = new ArrayList<>();
  private final List<Stop> stops = new ArrayList<>();

  /// Notes a call that has ended.
  public synchronized void add(Call call) {
    calls.add(call);
  }

  /// Notes that a process was stopped.
  public synchronized void add(Stop stop) {
    stops.add(stop);
  }

  /// The calls, in the order in which they ended.
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /// The stops, in the order in which they ended.
  public synchronized List<Stop> stops() {
    return List.copyOf(stops);
  }

  /// Writes the calls and stops to a file, a line each, with times in microseconds.
  public void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    stops().forEach(stop -> lines.add(stop.toString()));
    for (Call call : calls()) {
      lines.add(
          "%d %d %s -> %s"
              .formatted(
                  call.sentNanos() / 1_000, call.endedNanos() / 1_000, call.ask(), call.told()));
    }
    Files.write(file, lines);
  }

  /// Begins anew.
  public synchronized void clear() {
    calls.clear();
    stops.clear();
  }
}
