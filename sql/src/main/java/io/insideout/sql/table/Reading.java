package io.insideout.sql.table;

import java.time.Instant;
import java.util.Map;

/// Which records of a stream a query reads. A table is read whole in any case: a part of it is not
/// what it says.
///
/// @param begin where it begins
/// @param isBounded whether it ends at what is in the log when it begins, instead of waiting for
///   more
public record Reading(From begin, boolean isBounded) {
  /// Where a query begins.
  public sealed interface From {
    /// With the oldest record.
    record Beginning() implements From {}

    /// With the next record.
    record End() implements From {}

    /// With the first record at or after a time.
    record Time(Instant at) implements From {}
  }

  Map<String, String> start() {
    return switch (begin) {
      case From.Beginning() -> Map.of("scan.startup.mode", "earliest-offset");
      case From.End() -> Map.of("scan.startup.mode", "latest-offset");
      case From.Time(Instant at) ->
          Map.of(
              "scan.startup.mode",
              "timestamp",
              "scan.startup.timestamp-millis",
              String.valueOf(at.toEpochMilli()));
    };
  }

  Map<String, String> end() {
    return isBounded ? Map.of("scan.bounded.mode", "latest-offset") : Map.of();
  }
}
