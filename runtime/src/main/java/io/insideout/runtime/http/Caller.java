package io.insideout.runtime.http;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who asks, as far as the door knows. What belongs to a customer is shown to that customer and to
/// operators; to everybody else it is as if it were not there.
public sealed interface Caller {
  /// Sees and does everything.
  record Operator(Instant until) implements Caller {}

  /// Sees what is theirs, and does what a customer does.
  record Customer(String customerId, Instant until) implements Caller {}

  /// Has no part here.
  record Stranger(Instant until) implements Caller {}

  /// Where nobody is asked who they are, everybody does everything.
  static Caller anybody() {
    return new Operator(Instant.MAX);
  }

  /// Somebody of whom nothing is known.
  static Caller nobody() {
    return new Stranger(Instant.MAX);
  }

  /// Until when this is known; what was begun before ends then.
  Instant until();

  /// The customer besides whose things nothing is shown; empty where all is.
  ///
  /// @throws Problem 403 if nothing at all is
  default Optional<String> onlyOf() {
    return switch (this) {
      case Operator _ -> Optional.empty();
      case Customer(var customerId, _) -> Optional.of(customerId);
      case Stranger _ -> throw Problem.forbidden("the token has no role that this is for");
    };
  }

  /// Whether what belongs to a customer is shown.
  ///
  /// @param customerId null where it belongs to none
  default boolean sees(@Nullable String customerId) {
    return onlyOf().map(own -> own.equals(customerId)).orElse(true);
  }
}
