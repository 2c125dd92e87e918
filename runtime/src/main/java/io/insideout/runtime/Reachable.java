package io.insideout.runtime;

/// What a process is run for. Others find it by its run file.
public interface Reachable extends Part {
  /// Where it is, once started.
  RunFile runFile();
}
