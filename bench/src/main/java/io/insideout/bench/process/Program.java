package io.insideout.bench.process;

import java.nio.file.Path;
import java.util.List;

/// How the command line is started in a process of its own, as a user starts it.
public interface Program {
  /// A process that is not started yet.
  ///
  /// @param logs where it writes its log file
  /// @param arguments of the command line, as in `up --data DIR`
  /// @param cached whether what is kept to start faster may be used, where there is such a thing;
  ///   none is made meanwhile
  ProcessBuilder process(Path logs, List<String> arguments, boolean cached);
}
