package io.insideout.console.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.http.Problem;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/// Where a search goes on, as callers carry it: opaque to them, and checked when it comes back.
///
/// @param edges for each partition the offset from which it goes on: forward the next one, backward
///   the one behind it
record ScanCursor(String topic, Direction direction, Map<TopicPartition, Long> edges) {
  private static final Pattern FORM =
      Pattern.compile("([\\w.-]{1,249}) (FORWARD|BACKWARD)((?: \\d{1,9}:\\d{1,18})+)");
  private static final Pattern EDGE = Pattern.compile(" (\\d+):(\\d+)");

  /// Where a search goes on that has left those offsets.
  static ScanCursor of(String topic, Direction direction, Map<TopicPartition, Range> left) {
    Map<TopicPartition, Long> edges = new TreeMap<>(Places.ORDER);
    left.forEach(
        (place, range) ->
            edges.put(place, direction == Direction.FORWARD ? range.from() : range.to()));
    return new ScanCursor(topic, direction, edges);
  }

  /// @throws Problem 400 if it is none of that topic
  static ScanCursor read(String text, String topic) {
    try {
      Matcher form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
      if (form.matches() && form.group(1).equals(topic)) {
        Map<TopicPartition, Long> edges = new TreeMap<>(Places.ORDER);
        EDGE.matcher(form.group(3))
            .results()
            .forEach(
                edge ->
                    edges.put(
                        new TopicPartition(topic, Integer.parseInt(edge.group(1))),
                        Long.parseLong(edge.group(2))));
        return new ScanCursor(topic, Direction.valueOf(form.group(2)), edges);
      }
    } catch (IllegalArgumentException e) {
      // Told below, as what is of another topic is.
    }
    throw Problem.invalid("cursor", "is not one that this search has given");
  }

  String write() {
    StringBuilder text = new StringBuilder(topic + " " + direction);
    edges.forEach((place, edge) -> text.append(" %d:%d".formatted(place.partition(), edge)));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.toString().getBytes(UTF_8));
  }
}
