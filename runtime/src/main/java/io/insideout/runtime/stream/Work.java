package io.insideout.runtime.stream;

/// What a generation does in its turn.
interface Work {
  /// Begins, and returns when it is done.
  ///
  /// @throws io.insideout.runtime.StartFailure if it does not come to that
  void start() throws InterruptedException;

  /// Begins, and returns at once: how long it takes to take up a state is the state's business.
  void begin();

  /// Ends it for good: nobody is to wait for it.
  void end();
}
