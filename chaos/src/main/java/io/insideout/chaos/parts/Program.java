package io.insideout.chaos.parts;

import java.nio.file.Path;
import java.util.List;

/// How the command line is started in another process.
public interface Program {
  /// The words of the command.
  ///
  /// @param logs a directory for what happens in the process
  /// @param arguments of the command line, such as `run`, `log`
  List<String> command(Path logs, List<String> arguments);
}
