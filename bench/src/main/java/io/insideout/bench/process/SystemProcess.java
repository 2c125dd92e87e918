package io.insideout.bench.process;

import io.insideout.bench.measure.Usage;
import io.insideout.runtime.Pause;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The whole system in a process that was started here. Signals go to this process alone.
public final class SystemProcess {
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);
  private static final long ENDS_WITHIN_SECONDS = 60;

  private final Process process;
  private final Path data;
  private final Path output;
  private final long launchedNanos;

  SystemProcess(Process process, Path data, Path output, long launchedNanos) {
    this.process = process;
    this.data = data;
    this.output = output;
    this.launchedNanos = launchedNanos;
  }

  /// Waits until it says that it is ready.
  ///
  /// @throws StartFailure with its last words, if it ends or takes longer than two minutes
  public RunFile awaitReady() throws InterruptedException {
    while (sinceLaunch().compareTo(READY_WITHIN) < 0 && process.isAlive()) {
      // A file that was left behind by a killed process names another one.
      Optional<RunFile> ready =
          Files.exists(RunFile.in(data))
              ? RunFile.look(data).filter(file -> file.pid() == process.pid())
              : Optional.empty();
      if (ready.isPresent()) {
        return ready.get();
      }
      Pause.atMost(LOOK_AGAIN);
    }
    throw new StartFailure(
        "The system that was to be measured %s. Its last words: %s"
            .formatted(process.isAlive() ? "does not get ready" : "has ended", lastWords()));
  }

  /// How long ago the process was launched.
  public Duration sinceLaunch() {
    return Duration.ofNanos(System.nanoTime() - launchedNanos);
  }

  /// What it takes of the machine.
  public Usage usage() {
    return new Usage(process.pid());
  }

  /// Whether Java was started with an AOT cache.
  public boolean cached() {
    return process.info().commandLine().map(line -> line.contains("-XX:AOTCache=")).orElse(false);
  }

  /// A client of its log, once it is ready.
  public LogClient log() throws InterruptedException {
    return LogClient.at(awaitReady().bootstrapServers());
  }

  /// Its schemas, once it is ready.
  public Schemas schemas() throws InterruptedException {
    return Schemas.at(URI.create(awaitReady().registry()));
  }

  /// SIGKILL.
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  /// SIGTERM, and SIGKILL where that is not obeyed.
  public void terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      kill();
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(output);
      return lines.isEmpty() ? "none" : lines.getLast();
    } catch (IOException e) {
      return "none";
    }
  }
}
