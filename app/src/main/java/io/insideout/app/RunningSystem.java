package io.insideout.app;

import io.insideout.services.Services;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// The system for as long as a command needs it: started, announced by its run file, and closed
/// once, by the command or by the signal that ends the process.
final class RunningSystem implements AutoCloseable {
  private final Path dataDirectory;
  private final Insideout system;
  private final StartReport report;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::closeOnce, "shutdown");
  private boolean closing;
  private boolean announced;

  private RunningSystem(Path dataDirectory, Insideout system, StartReport report) {
    this.dataDirectory = dataDirectory;
    this.system = system;
    this.report = report;
  }

  static RunningSystem start(Settings settings) throws InterruptedException {
    StartReport report = new StartReport();
    Insideout system = new Insideout(settings, Services.all(settings.detailsGraceMillis()), report);
    RunningSystem running = new RunningSystem(settings.dataDirectory(), system, report);
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

  Insideout system() {
    return system;
  }

  RunFile runFile() {
    return new RunFile(
        ProcessHandle.current().pid(),
        system.url().toString(),
        system.environment().log().bootstrapServers(),
        system.registryUrl().toString());
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
