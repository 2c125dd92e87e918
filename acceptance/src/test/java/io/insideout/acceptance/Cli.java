package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.testkit.Eventually;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command line in processes of its own, as an operator runs it.
final class Cli {
  private final Path directory;
  private final List<Path> ahead;
  private final Map<String, String> environment;

  /// @param directory where the processes run and what they print is kept
  Cli(Path directory) {
    this(directory, List.of(), Map.of());
  }

  /// @param environment what they have in it besides
  Cli(Path directory, Map<String, String> environment) {
    this(directory, List.of(), environment);
  }

  /// @param ahead directories of classes that stand for those of this build
  Cli(Path directory, List<Path> ahead) {
    this(directory, ahead, Map.of());
  }

  private Cli(Path directory, List<Path> ahead, Map<String, String> environment) {
    this.directory = directory;
    this.ahead = List.copyOf(ahead);
    this.environment = Map.copyOf(environment);
  }

  /// A process that runs until it ends or is ended.
  record Running(Process process, Path output) implements AutoCloseable {
    String printed() {
      try {
        return Files.readString(output, UTF_8);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /// The end that no process can prepare for: SIGKILL.
    void kill() {
      process.destroyForcibly();
      if (!ended(30)) {
        throw new IllegalStateException("the process does not die");
      }
    }

    int exitCode(Duration within) throws InterruptedException {
      if (!process.waitFor(within.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running after " + within + ":\n" + printed());
      }
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroy();
      if (!ended(40)) {
        process.destroyForcibly();
        if (!ended(30)) {
          throw new IllegalStateException("the process does not die");
        }
      }
    }

    private boolean ended(int withinSeconds) {
      try {
        return process.waitFor(withinSeconds, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /// The words that start the command line in another process.
  static List<String> command(Path logs, List<String> arguments) {
    return command(logs, List.of(), arguments);
  }

  /// The class path of this build.
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static List<String> command(Path logs, List<Path> ahead, List<String> arguments) {
    String classes =
        Stream.concat(ahead.stream().map(Path::toString), Stream.of(classPath()))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx320m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            // What is printed is what an operator sees, not what tests log.
            "-Dlogback.configurationFile=logback.xml",
            "-Dinsideout.logs=" + logs,
            "-Dinsideout.flink=" + System.getProperty("insideout.flink", "flink/target"),
            "-cp",
            classes,
            "io.insideout.app.Main"));
    command.addAll(arguments);
    return command;
  }

  Running start(String... arguments) throws IOException {
    List<String> command = command(directory.resolve("logs"), ahead, List.of(arguments));
    Path output = Files.createTempFile(directory, arguments[0], ".txt");
    ProcessBuilder building =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    building.environment().putAll(environment);
    return new Running(building.start(), output);
  }

  /// Starts the system on a data directory and returns when it says that it is ready.
  ///
  /// @param more options
  Running up(Path data, String... more) throws IOException {
    Files.deleteIfExists(data.resolve("run.json"));
    List<String> arguments = new ArrayList<>(List.of("up", "--data", data.toString()));
    for (String port : List.of("--http-port", "--kafka-port", "--registry-port")) {
      arguments.addAll(List.of(port, "0"));
    }
    arguments.addAll(List.of(more));
    Running up = start(arguments.toArray(String[]::new));
    Eventually.eventually(
        "the system gets ready, or ends",
        () -> Files.exists(data.resolve("run.json")) || !up.process().isAlive());
    if (!up.process().isAlive()) {
      throw new AssertionError("the system has ended:\n" + up.printed());
    }
    return up;
  }
}
