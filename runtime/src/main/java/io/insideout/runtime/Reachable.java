package io.insideout.runtime;

/// What a process is run for. Others find it by its run file.
public interface Reachable extends Part {
  /// Where it is, once started.
  RunFile runFile();

  /// It ends soon, and says so to whoever asks whether it is ready. Until it is closed everybody is
  /// answered who comes all the same.
  default void drain() {}
}
