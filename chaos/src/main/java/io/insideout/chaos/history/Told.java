package io.insideout.chaos.history;

import io.insideout.verify.Coordinates;

/// What a caller was told.
public sealed interface Told {
  /// The order was taken.
  record Accepted(String orderId) implements Told {}

  /// An order.
  record Shown(String orderId, int version, String state, Coordinates at) implements Told {}

  /// A row of a table.
  ///
  /// @param row its figures, written as [LogFacts] writes them
  record Row(String row, Coordinates at) implements Told {}

  /// A row of a table was taken: it is durable, and not shown yet.
  ///
  /// @param row its figures, written as [LogFacts] writes them
  record Taken(String row, Coordinates at) implements Told {}

  /// There is no such thing.
  record Missing() implements Told {}

  /// It was refused, with this status.
  record Refused(int status) implements Told {}

  /// Nothing that could be relied on: it may have been done, or not.
  record Unknown(String why) implements Told {}
}
