package io.insideout.runtime;

import org.jspecify.annotations.Nullable;

/// The system cannot start, for a reason that its operator can mend. The message is meant for them:
/// it says what is wrong and what to do, and is shown without a stack trace.
public final class StartFailure extends RuntimeException {
  public StartFailure(String message) {
    super(message);
  }

  public StartFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
