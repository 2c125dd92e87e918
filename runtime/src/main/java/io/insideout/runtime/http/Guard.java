package io.insideout.runtime.http;

import java.util.Optional;

/// Stands at a door and tells who asks. It goes by what the request itself brings, and trusts no
/// other door.
public interface Guard {
  /// Asks nobody who they are.
  Guard NONE =
      new Guard() {
        @Override
        public Caller caller(Optional<String> authorization) {
          return Caller.anybody();
        }

        @Override
        public boolean knowsCallers() {
          return false;
        }
      };

  /// Whether callers are asked who they are.
  default boolean knowsCallers() {
    return true;
  }

  /// Who asks.
  ///
  /// @param authorization the header of that name, as it came
  /// @throws Problem 401 if that is not said, or cannot be believed; 503 if it cannot be told now
  Caller caller(Optional<String> authorization) throws InterruptedException;
}
