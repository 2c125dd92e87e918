package io.insideout.chaos.parts;

import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One or more parts of the system in a process that was started here. Signals go to this process
/// alone.
public final class Child {
  private static final long ENDS_WITHIN_SECONDS = 60;
  private static final Duration START_AGAIN_AFTER = Duration.ofSeconds(3);

  private final List<String> parts;
  private final Program program;
  private final Path data;
  private final List<String> flags;
  private final Map<String, String> environment;
  private @Nullable Process process;
  private boolean wanted;
  private long startedNanos;
  private int starts;

  Child(String part, Program program, Path data, List<String> flags) {
    this(List.of(part), program, data, flags, Map.of());
  }

  /// @param environment what it finds in its environment besides what this process has there
  Child(
      List<String> parts,
      Program program,
      Path data,
      List<String> flags,
      Map<String, String> environment) {
    this.parts = List.copyOf(parts);
    this.program = program;
    this.data = data;
    this.flags = List.copyOf(flags);
    this.environment = Map.copyOf(environment);
  }

  /// The parts, as their directory is named.
  public String name() {
    return String.join("-", parts);
  }

  /// Whether a part runs in it.
  boolean has(String part) {
    return parts.contains(part);
  }

  /// Where they keep what they have.
  public Path directory() {
    return data.resolve("parts").resolve(name());
  }

  /// Starts the process, unless it runs.
  public synchronized void start() {
    wanted = true;
    if (runs()) {
      return;
    }
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(parts);
    arguments.addAll(List.of("--data", data.toString()));
    arguments.addAll(flags);
    starts++;
    startedNanos = System.nanoTime();
    try {
      Files.createDirectories(directory());
      ProcessBuilder builder =
          new ProcessBuilder(program.command(directory().resolve("logs"), arguments))
              .directory(data.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output()));
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private File output() {
    return directory().resolve("output.txt").toFile();
  }

  /// SIGKILL.
  ///
  /// @return whether there was a process to kill
  public synchronized boolean kill() throws InterruptedException {
    wanted = false;
    Process running = process;
    if (running == null || !running.isAlive()) {
      return false;
    }
    running.destroyForcibly();
    return running.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  /// SIGTERM, and SIGKILL where that is not obeyed.
  ///
  /// @return whether the process ended by itself
  public synchronized boolean terminate() throws InterruptedException {
    wanted = false;
    Process running = process;
    if (running == null || !running.isAlive()) {
      return true;
    }
    running.destroy();
    boolean ended = running.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
    running.destroyForcibly();
    return ended;
  }

  /// SIGSTOP or SIGCONT.
  ///
  /// @param signal its name without `SIG`
  /// @return whether there was a process to signal
  public synchronized boolean signal(String signal) throws InterruptedException {
    Process running = process;
    if (running == null || !running.isAlive()) {
      return false;
    }
    try {
      return new ProcessBuilder("kill", "-" + signal, String.valueOf(running.pid()))
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes away what the part can make again of the log.
  public synchronized void wipe() {
    for (String made : List.of("state", "views")) {
      try (Stream<Path> all = Files.walk(directory().resolve(made))) {
        all.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(Child::delete);
      } catch (java.nio.file.NoSuchFileException nothingThere) {
        // Not every part keeps both.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void delete(File file) {
    if (!file.delete()) {
      throw new IllegalStateException("cannot delete " + file);
    }
  }

  /// Whether the process is there.
  public synchronized boolean runs() {
    Process running = process;
    return running != null && running.isAlive();
  }

  /// How the process ended, where it did so while nobody wanted it to; told a while after its
  /// start, so that one that cannot start yet is not started without end.
  synchronized Optional<Integer> endedUnasked() {
    Process running = process;
    return wanted
            && running != null
            && !running.isAlive()
            && System.nanoTime() - startedNanos > START_AGAIN_AFTER.toNanos()
        ? Optional.of(running.exitValue())
        : Optional.empty();
  }

  /// How often it was started.
  public synchronized int starts() {
    return starts;
  }

  /// Where it is, once it has said so.
  public Optional<RunFile> runFile() {
    try {
      return runs() ? RunFile.look(directory()) : Optional.empty();
    } catch (StartFailure vanished) {
      return Optional.empty();
    }
  }

  /// The last line that it printed.
  public String lastWords() {
    try {
      List<String> lines = Files.readAllLines(output().toPath());
      return lines.isEmpty() ? "" : lines.getLast();
    } catch (IOException e) {
      return "";
    }
  }
}
