package io.insideout.services.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What has come of a subscription in this process, since that was started.
final class Standing {
  private long delivered;
  private @Nullable Success lastDelivered;
  private @Nullable Failure lastFailure;

  /// @param at when the subscriber answered
  record Success(String eventId, Instant at) {}

  /// @param eventId null where it was no event's fault
  /// @param what one sentence
  /// @param attempt how often the event had been sent, this time included
  /// @param nextAttemptAt when it is sent again, at the earliest; null where it is not
  record Failure(
      @Nullable String eventId,
      Instant at,
      String what,
      int attempt,
      @Nullable Instant nextAttemptAt) {}

  /// All of it at one moment.
  record Shown(long delivered, @Nullable Success lastDelivered, @Nullable Failure lastFailure) {}

  synchronized Shown shown() {
    return new Shown(delivered, lastDelivered, lastFailure);
  }

  synchronized void succeeded(Success success) {
    delivered++;
    lastDelivered = success;
  }

  synchronized void failed(Failure failure) {
    lastFailure = failure;
  }

  /// Whether an event has got through since.
  synchronized boolean hasDeliveredSince(Instant at) {
    return lastDelivered != null && lastDelivered.at().isAfter(at);
  }
}
