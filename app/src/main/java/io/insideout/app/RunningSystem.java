package io.insideout.app;

import io.insideout.runtime.Reachable;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.Service;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The system, or a part of it, for as long as a command needs it: started, announced by its run
/// file, and closed once, by the command or by the signal that ends the process.
final class RunningSystem<P extends Reachable> implements AutoCloseable {
  private final Path dataDirectory;
  private final P system;
  private final StartReport report;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::closeOnce, "shutdown");
  private boolean closing;
  private boolean announced;

  private RunningSystem(Path dataDirectory, P system, StartReport report) {
    this.dataDirectory = dataDirectory;
    this.system = system;
    this.report = report;
  }

  static RunningSystem<Insideout> start(Settings settings, List<? extends Service> services)
      throws InterruptedException {
    StartReport report = new StartReport();
    return start(settings.dataDirectory(), new Insideout(settings, services, report), report);
  }

  static <P extends Reachable> RunningSystem<P> start(
      Path dataDirectory, P system, StartReport report) throws InterruptedException {
    RunningSystem<P> running = new RunningSystem<>(dataDirectory, system, report);
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

  private synchronized void closeOnce() {
    if (!closing) {
      closing = true;
      // One that could not start, for another runs here, must not take that one's file away.
      if (announced) {
        RunFile.delete(dataDirectory);
      }
      system.close();
      closed.countDown();
    }
  }

  @Override
  public void close() {
    closeOnce();
  }
}
