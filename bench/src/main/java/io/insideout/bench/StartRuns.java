package io.insideout.bench;

import io.insideout.bench.load.FirstOrder;
import io.insideout.bench.process.SystemProcess;
import io.insideout.bench.process.Workshop;
import io.insideout.runtime.RunFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// Starts the system in each way, several times, and takes the time of it.
final class StartRuns {
  private final Workshop workshop;
  private final int times;
  private final Consumer<String> progress;
  private boolean cacheSeen;

  StartRuns(Workshop workshop, int times, Consumer<String> progress) {
    this.workshop = workshop;
    this.times = times;
    this.progress = progress;
  }

  Results.Started run() throws InterruptedException {
    Results.Starts asLaunched = run(true);
    if (cacheSeen) {
      return new Results.Started(run(false), asLaunched);
    }
    progress.accept("start: there is no AOT cache, so starts with one are left out");
    return new Results.Started(asLaunched, null);
  }

  private Results.Starts run(boolean cached) throws InterruptedException {
    List<Results.StartTimes> empty = new ArrayList<>();
    List<Results.StartTimes> again = new ArrayList<>();
    List<Results.StartTimes> killed = new ArrayList<>();
    for (int i = 1; i <= times; i++) {
      Path data = workshop.place("start");
      SystemProcess first = workshop.up(data, cached);
      empty.add(times(first, true));
      boolean withCache = first.cached();
      cacheSeen |= withCache;
      first.terminate();
      SystemProcess second = workshop.up(data, cached);
      again.add(times(second, false));
      second.kill();
      SystemProcess third = workshop.up(data, cached);
      killed.add(times(third, false));
      third.terminate();
      Workshop.remove(data);
      progress.accept(
          "start%s %d of %d: %.1f s, again %.1f s, after kill -9 %.1f s"
              .formatted(
                  withCache ? " with an AOT cache" : "",
                  i,
                  times,
                  empty.getLast().validatedSeconds(),
                  again.getLast().validatedSeconds(),
                  killed.getLast().validatedSeconds()));
    }
    return new Results.Starts(times, median(empty), median(again), median(killed));
  }

  private static Results.StartTimes times(SystemProcess system, boolean empty)
      throws InterruptedException {
    RunFile ready = system.awaitReady();
    double readySeconds = system.sinceLaunch().toMillis() / 1e3;
    long residentMegabytes = system.usage().residentMegabytes();
    FirstOrder.place(URI.create(ready.http()), empty);
    return new Results.StartTimes(
        readySeconds, system.sinceLaunch().toMillis() / 1e3, residentMegabytes);
  }

  private static Results.StartTimes median(List<Results.StartTimes> all) {
    return new Results.StartTimes(
        median(all, Results.StartTimes::readySeconds),
        median(all, Results.StartTimes::validatedSeconds),
        Math.round(median(all, Results.StartTimes::residentMegabytes)));
  }

  private static double median(
      List<Results.StartTimes> all, ToDoubleFunction<Results.StartTimes> which) {
    double[] sorted = all.stream().mapToDouble(which).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
