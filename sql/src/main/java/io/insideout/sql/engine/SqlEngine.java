package io.insideout.sql.engine;

import java.util.List;

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

  /// The columns that a question would be answered in.
  ///
  /// @throws NotUnderstood as by [#ask], or if a topic has no type for one of them
  List<ResultColumn> columns(Question question) throws InterruptedException;

  /// How it would go about a job.
  ///
  /// @throws NotUnderstood if it cannot be
  String check(Job job) throws InterruptedException;

  /// Starts a job, from its newest checkpoint where it has one, unless it runs already.
  ///
  /// @throws NotUnderstood if it cannot be
  void start(Job job) throws InterruptedException;

  /// Ends a job and forgets its checkpoints.
  void stop(Job job) throws InterruptedException;

  /// The jobs that there are, those that have ended lately among them.
  List<JobState> jobs() throws InterruptedException;

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
