package io.insideout.app;

import io.insideout.bench.process.Program;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Starts the command line in a process of its own as a user does: by the launcher, which chooses
/// the flags of Java for each command. Where this process was not started by it, as in tests, with
/// the flags that this process has.
final class Launch implements Program {
  private final List<String> wordsForUp;

  Launch() {
    this(List.of());
  }

  /// @param wordsForUp what a system that is started is told besides
  Launch(List<String> wordsForUp) {
    this.wordsForUp = List.copyOf(wordsForUp);
  }

  @Override
  public ProcessBuilder process(Path logs, List<String> arguments, boolean cached) {
    List<String> command = new ArrayList<>();
    String launcher = System.getProperty("insideout.launcher");
    if (launcher == null) {
      command.addAll(java(logs));
    } else {
      command.add(launcher);
    }
    command.addAll(arguments);
    if (arguments.getFirst().equals("up")) {
      command.addAll(wordsForUp);
    }
    ProcessBuilder process = new ProcessBuilder(command);
    // Where this is set the launcher has nothing made beside a system that runs.
    process.environment().put("CI", "true");
    if (!cached) {
      process.environment().put("INSIDEOUT_AOT", "off");
    }
    return process;
  }

  private static List<String> java(Path logs) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Dinsideout.logs="))
        .forEach(command::add);
    command.addAll(List.of("-Dinsideout.logs=" + logs, "-cp", classPath(), Main.class.getName()));
    return command;
  }

  /// The process runs in another directory.
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
