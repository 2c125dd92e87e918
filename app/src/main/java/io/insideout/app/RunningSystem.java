package io.insideout.app;

import io.insideout.runtime.Pause;
import io.insideout.runtime.Reachable;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.Service;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The system, or a part of it, for as long as a command needs it: started, announced by its run
/// file, and closed once, by the command or by the signal that ends the process.
final class RunningSystem<P extends Reachable> implements AutoCloseable {
  private final Path dataDirectory;
  private final P system;
  private final StartReport report;
  private final Duration drain;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::drainAndClose, "shutdown");
  private boolean closing;
  private boolean announced;

  private RunningSystem(Path dataDirectory, P system, StartReport report, int drainSeconds) {
    this.dataDirectory = dataDirectory;
    this.system = system;
    this.report = report;
    this.drain = Duration.ofSeconds(drainSeconds);
  }

  static RunningSystem<Insideout> start(Settings settings, List<? extends Service> services)
      throws InterruptedException {
    StartReport report = new StartReport();
    return start(
        settings.dataDirectory(),
        new Insideout(settings, services, report),
        report,
        settings.drainSeconds());
  }

  /// @param drainSeconds how long it still answers after the signal to end
  static <P extends Reachable> RunningSystem<P> start(
      Path dataDirectory, P system, StartReport report, int drainSeconds)
      throws InterruptedException {
    RunningSystem<P> running = new RunningSystem<>(dataDirectory, system, report, drainSeconds);
    Runtime.getRuntime().addShutdownHook(running.hook);
    system.start();
    running.announce();
    return running;
  }

  private synchronized void announce() {
    if (!closing) {
      runFile().write(dataDirectory);
      announced = true;
    }
  }

  P system() {
    return system;
  }

  RunFile runFile() {
    return system.runFile();
  }

  /// One line that says that it is ready, where, and how long it took.
  String readyLine() {
    double seconds =
        (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
    return "Ready in %.1f s (%s)".formatted(seconds, report);
  }

  void awaitClose() throws InterruptedException {
    closed.await();
  }

  /// Whoever sends callers here is to see that it ends, before it does.
  private void drainAndClose() {
    if (leave() && !drain.isZero()) {
      system.drain();
      try {
        long endNanos = System.nanoTime() + drain.toNanos();
        for (long left = drain.toNanos(); left > 0; left = endNanos - System.nanoTime()) {
          Pause.atMost(Duration.ofNanos(left));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    closeOnce();
  }

  /// Takes the run file away, if there is one to be taken.
  private synchronized boolean leave() {
    // One that could not start, for another runs here, must not take that one's file away.
    boolean wasThere = announced && !closing;
    if (wasThere) {
      RunFile.delete(dataDirectory);
    }
    return wasThere;
  }

  private synchronized void closeOnce() {
    if (!closing) {
      var _ = leave();
      closing = true;
      system.close();
      closed.countDown();
    }
  }

  @Override
  public void close() {
    closeOnce();
  }
}
