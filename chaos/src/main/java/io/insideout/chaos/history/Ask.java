package io.insideout.chaos.history;

/// What a caller asked.
public sealed interface Ask {
  /// An order.
  ///
  /// @param key the idempotency key
  /// @param body what was sent
  record Place(String key, String body) implements Ask {}

  /// An order, as it is.
  record Read(String orderId) implements Ask {}

  /// An order, once it is decided.
  record Wait(String orderId, long timeoutMillis) implements Ask {}

  /// An order, to be changed: cancelled, sent back, shipped.
  ///
  /// @param path where it was asked for
  /// @param body what was sent
  record Change(String orderId, String path, String body) implements Ask {
    /// Whether the order is to be cancelled.
    boolean isCancellation() {
      return path.endsWith("/cancel");
    }
  }

  /// A row of a table, to be as it is told.
  ///
  /// @param table the topic
  record Put(String table, String key, String body) implements Ask {}

  /// A row of a table, as it is.
  record Look(String table, String key) implements Ask {}
}
