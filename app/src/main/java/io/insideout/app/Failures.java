package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogTrouble;
import io.insideout.runtime.schema.Registry.RegistryUnreachable;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What a command that fails says: one line with what to do. Stack traces are for the log file.
final class Failures implements IExecutionExceptionHandler {
  /// Goes to the log file alone.
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private static final int FAILED = 1;
  private static final int CANNOT_START = 3;
  private static final int LONGEST_WORDS = 300;

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    LOG.error("{} failed", command.getCommandName(), failure);
    return switch (failure) {
      case StartFailure _ -> say(command, String.valueOf(failure.getMessage()), CANNOT_START);
      case RegistryUnreachable away -> say(command, away.sentence(), CANNOT_START);
      default ->
          LogTrouble.of(failure)
              .map(told -> say(command, told, CANNOT_START))
              .orElseGet(() -> say(command, unexpected(failure), FAILED));
    };
  }

  /// What is said where a command goes on after it.
  static String unexpectedly(String command, RuntimeException failure) {
    LOG.error("{} failed, and goes on", command, failure);
    return unexpected(failure);
  }

  private static String unexpected(Exception failure) {
    return "This should not have happened: %s Try again; if it comes back, report it with the trace that is in %s."
        .formatted(words(failure), logFile());
  }

  private static int say(CommandLine command, String what, int exitCode) {
    command.getErr().println(what);
    return exitCode;
  }

  /// Where `logback.xml` has the log file.
  static Path logFile() {
    return Path.of(System.getProperty("insideout.logs", "data/logs"), "insideout.jsonl")
        .toAbsolutePath()
        .normalize();
  }

  private static String words(Exception failure) {
    return stop(failure.getClass().getSimpleName() + ": " + failure.getMessage());
  }

  private static String stop(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    String cut = line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + " ..." : line;
    return cut.endsWith(".") ? cut : cut + ".";
  }
}
