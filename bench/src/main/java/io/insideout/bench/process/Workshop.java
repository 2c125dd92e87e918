package io.insideout.bench.process;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A temporary directory, and the processes that work in it. Closed by the command or by the signal
/// that ends it, and then neither is there any more.
public final class Workshop implements AutoCloseable {
  private final Program program;
  private final Path root;
  private final Deque<Process> processes = new ArrayDeque<>();
  private final Thread hook = new Thread(this::clear, "bench-clear");
  private int started;
  private boolean closed;

  private Workshop(Program program, Path root) {
    this.program = program;
    this.root = root;
  }

  /// Makes the directory.
  public static Workshop open(Program program) {
    try {
      Workshop workshop = new Workshop(program, Files.createTempDirectory("insideout-bench-"));
      Runtime.getRuntime().addShutdownHook(workshop.hook);
      return workshop;
    } catch (IOException e) {
      throw new StartFailure("There is no room for a temporary directory: " + e.getMessage(), e);
    }
  }

  /// A place in it where nothing is yet.
  public Path place(String name) {
    return root.resolve(name);
  }

  /// Starts the whole system on a data directory and on free ports, as a user would.
  public SystemProcess up(Path data) {
    return up(data, true);
  }

  /// Starts the whole system on a data directory and on free ports.
  ///
  /// @param cached whether what is kept to start faster may be used
  public SystemProcess up(Path data, boolean cached) {
    List<String> arguments =
        List.of(
            "up",
            "--data",
            data.toString(),
            "--http-port",
            "0",
            "--kafka-port",
            "0",
            "--registry-port",
            "0");
    Path output = output();
    long launchedNanos = System.nanoTime();
    Process process = start(data.resolve("logs"), arguments, cached, output);
    return new SystemProcess(process, data, output, launchedNanos);
  }

  /// Runs a command to its end.
  ///
  /// @return what it printed
  /// @throws StartFailure if it takes longer, or ends otherwise than well
  public String run(List<String> arguments, Duration within) throws InterruptedException {
    Path output = output();
    Process process = start(root.resolve("logs"), arguments, true, output);
    boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    String printed = text(output);
    if (!ended || process.exitValue() != 0) {
      String words = (text(errors(output)) + "\n" + printed).strip();
      throw new StartFailure(
          "%s %s: %s"
              .formatted(
                  arguments.getFirst(),
                  ended ? "ended with " + process.exitValue() : "was not done after " + within,
                  words.lines().limit(3).reduce("", (one, other) -> one + " " + other).strip()));
    }
    return printed;
  }

  private synchronized Path output() {
    started++;
    return root.resolve("output-" + started + ".txt");
  }

  private synchronized Process start(
      Path logs, List<String> arguments, boolean cached, Path output) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    try {
      Process process =
          program
              .process(logs, arguments, cached)
              .directory(root.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors(output).toFile())
              .start();
      processes.push(process);
      return process;
    } catch (IOException e) {
      throw new StartFailure("A process cannot be started: " + e.getMessage(), e);
    }
  }

  private static Path errors(Path output) {
    return output.resolveSibling("errors-of-" + output.getFileName());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Removes what is at a place, once no process works on it any more.
  public static void remove(Path place) {
    if (!Files.exists(place)) {
      return;
    }
    try (Stream<Path> all = Files.walk(place)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void clear() {
    if (!closed) {
      closed = true;
      processes.forEach(Process::destroyForcibly);
      processes.forEach(process -> process.onExit().join());
      remove(root);
    }
  }

  @Override
  public void close() {
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs, and finds nothing left to do.
    }
  }
}
