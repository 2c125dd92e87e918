package io.insideout.sql.engine;

/// Answers queries over the log. It is started by the first question, and started again by the next
/// one where it has died.
public interface SqlEngine extends AutoCloseable {
  /// Starts it, if it does not run.
  ///
  /// @throws EngineFailure if it cannot be started
  void start() throws InterruptedException;

  /// Asks, and returns when the question is understood and its job is on its way.
  ///
  /// @return the answer; to be closed by whoever asked: the job ends with it
  /// @throws NotUnderstood if there is no such table, column, type or grammar
  /// @throws EngineFailure if it cannot be started
  Lines ask(Question question) throws InterruptedException;

  /// How it would go about a question.
  String explain(Question question) throws InterruptedException;

  @Override
  void close();

  /// The query cannot be answered, for a reason within it.
  final class NotUnderstood extends RuntimeException {
    private final String reason;

    public NotUnderstood(String reason) {
      super(reason);
      this.reason = reason;
    }

    /// In the engine's words.
    public String reason() {
      return reason;
    }
  }

  /// The engine cannot answer, whatever it is asked.
  final class EngineFailure extends RuntimeException {
    public EngineFailure(String reason, Throwable cause) {
      super(reason, cause);
    }
  }
}
