package io.insideout.runtime.stream;

/// What a generation does in its turn.
interface Work {
  /// @throws io.insideout.runtime.StartFailure if it cannot
  void begin() throws InterruptedException;

  /// Ends it for good: nobody is to wait for it.
  void end();
}
