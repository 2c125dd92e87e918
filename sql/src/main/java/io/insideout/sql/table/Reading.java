package io.insideout.sql.table;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which records of a stream a query reads. A table is read whole in any case: a part of it is not
/// what it says.
///
/// @param begin where it begins
/// @param isBounded whether it ends at what is in the log when it begins, instead of waiting for
///   more
/// @param group the consumer group that shows how far it has come; empty for none
public record Reading(From begin, boolean isBounded, String group) {
  /// For somebody who is not known to the log.
  public Reading(From begin, boolean isBounded) {
    this(begin, isBounded, "");
  }

  private static final Map<String, String> EARLIEST =
      Map.of("scan.startup.mode", "earliest-offset");

  /// Where a query begins.
  public sealed interface From {
    /// With the oldest record.
    record Beginning() implements From {}

    /// With the next record.
    record End() implements From {}

    /// With the first record at or after a time.
    record Time(Instant at) implements From {}

    /// With these records.
    ///
    /// @param byTopic of each topic the offsets by partition; one that is not named is read from
    ///   the oldest
    record Offsets(Map<String, List<Long>> byTopic) implements From {
      public Offsets {
        byTopic = Map.copyOf(byTopic);
      }
    }
  }

  Map<String, String> start(String topic) {
    return switch (begin) {
      case From.Beginning() -> EARLIEST;
      case From.Offsets(Map<String, List<Long>> byTopic) -> offsets(byTopic.get(topic));
      case From.End() -> Map.of("scan.startup.mode", "latest-offset");
      case From.Time(Instant at) ->
          Map.of(
              "scan.startup.mode",
              "timestamp",
              "scan.startup.timestamp-millis",
              String.valueOf(at.toEpochMilli()));
    };
  }

  private static Map<String, String> offsets(@Nullable List<Long> byPartition) {
    if (byPartition == null) {
      return EARLIEST;
    }
    return Map.of(
        "scan.startup.mode",
        "specific-offsets",
        "scan.startup.specific-offsets",
        IntStream.range(0, byPartition.size())
            .mapToObj(i -> "partition:%d,offset:%d".formatted(i, byPartition.get(i)))
            .collect(joining(";")));
  }

  Map<String, String> end() {
    return isBounded ? Map.of("scan.bounded.mode", "latest-offset") : Map.of();
  }

  Map<String, String> shown() {
    return group.isEmpty() ? Map.of() : Map.of("properties.group.id", group);
  }
}
