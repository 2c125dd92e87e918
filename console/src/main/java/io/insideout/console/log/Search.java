package io.insideout.console.log;

import io.insideout.console.log.Question.Start;
import io.insideout.runtime.http.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Answers what is asked of a topic, and says which offsets the answer covers.
record Search(LogDesk desk, Decoder decoder) {

  Map<String, @Nullable Object> answer(Question question) throws InterruptedException {
    List<TopicPartition> partitions = partitions(question);
    Map<TopicPartition, Long> begins = desk.begins(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = desk.committed(partitions);
    Map<TopicPartition, Range> whole = Places.sorted();
    ends.forEach((place, end) -> whole.put(place, new Range(begins.getOrDefault(place, end), end)));
    Map<TopicPartition, Range> asked = asked(question, whole);
    try (Consumer<byte[], byte[]> reader = desk.reader()) {
      Scan scan = new Scan(question.query(), question.direction(), question.limit());
      return shown(question, scan.of(asked, reader, decoder), whole);
    }
  }

  /// The partitions that the question is about.
  ///
  /// @throws Problem 404 if there is no such topic, 400 if it has no such partition
  List<TopicPartition> partitions(Question question) throws InterruptedException {
    List<TopicPartition> all = desk.partitions(question.topic());
    if (question.partition().isEmpty()) {
      return all;
    }
    int only = question.partition().getAsInt();
    if (only >= all.size()) {
      throw Problem.invalid(
          "partition", "is from 0 to %d in '%s'".formatted(all.size() - 1, question.topic()));
    }
    return List.of(new TopicPartition(question.topic(), only));
  }

  private Map<TopicPartition, Range> asked(Question question, Map<TopicPartition, Range> whole)
      throws InterruptedException {
    return switch (question.start()) {
      case Start.Edge _ -> whole;
      case Start.Offset(long offset) -> fromOffset(offset, whole);
      case Start.Time(var time) -> {
        Map<TopicPartition, Long> first =
            desk.begins(List.copyOf(whole.keySet()), OffsetSpec.forTimestamp(time.toEpochMilli()));
        Map<TopicPartition, Range> ranges = Places.sorted();
        whole.forEach(
            (place, range) ->
                ranges.put(
                    place,
                    new Range(
                        Math.min(first.getOrDefault(place, range.to()), range.to()), range.to())));
        yield ranges;
      }
      case Start.GoingOn(var cursor) -> goingOn(cursor, whole);
    };
  }

  private static Map<TopicPartition, Range> fromOffset(
      long offset, Map<TopicPartition, Range> whole) {
    if (whole.size() != 1) {
      throw Problem.invalid("partition", "is needed beside an offset");
    }
    Map<TopicPartition, Range> ranges = Places.sorted();
    whole.forEach(
        (place, range) -> {
          if (offset < range.from() || offset > range.to()) {
            throw Problem.invalid(
                "offset",
                "is from %d to %d in partition %d at this moment"
                    .formatted(range.from(), range.to(), place.partition()));
          }
          ranges.put(place, new Range(offset, range.to()));
        });
    return ranges;
  }

  private static Map<TopicPartition, Range> goingOn(
      ScanCursor cursor, Map<TopicPartition, Range> whole) {
    if (!whole.keySet().containsAll(cursor.edges().keySet())) {
      throw Problem.invalid("cursor", "is not one that this search has given");
    }
    Map<TopicPartition, Range> ranges = Places.sorted();
    cursor
        .edges()
        .forEach(
            (place, edge) -> {
              Range range = whole.getOrDefault(place, new Range(0, 0));
              long at = Math.clamp(edge, range.from(), range.to());
              ranges.put(
                  place,
                  cursor.direction() == Direction.FORWARD
                      ? new Range(at, range.to())
                      : new Range(range.from(), at));
            });
    return ranges;
  }

  private static Map<String, @Nullable Object> shown(
      Question question, Scan.Found found, Map<TopicPartition, Range> whole) {
    List<Map<String, @Nullable Object>> covered = new ArrayList<>();
    found
        .covered()
        .forEach(
            (place, range) -> {
              Map<String, @Nullable Object> one = new LinkedHashMap<>();
              one.put("partition", place.partition());
              one.put("from", range.from());
              one.put("to", range.to());
              Range all = whole.getOrDefault(place, range);
              one.put("begin", all.from());
              one.put("end", all.to());
              covered.add(one);
            });
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("topic", question.topic());
    shown.put("records", found.records().stream().map(Shown::tree).toList());
    shown.put("looked", found.looked());
    shown.put("covered", covered);
    shown.put(
        "more",
        found.isComplete()
            ? null
            : ScanCursor.of(question.topic(), question.direction(), found.left()).write());
    return shown;
  }
}
