package io.insideout.verify;

import java.util.Optional;

/// Where a record stands in the log. Written `topic/partition/offset`, as in the header `cause`.
public record Coordinates(String topic, int partition, long offset) {
  public Coordinates {
    if (topic.isEmpty() || partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "no log coordinates: " + topic + "/" + partition + "/" + offset);
    }
  }

  /// Reads `topic/partition/offset`; nothing if the text is anything else.
  public static Optional<Coordinates> parse(String text) {
    int last = text.lastIndexOf('/');
    int first = last < 0 ? -1 : text.lastIndexOf('/', last - 1);
    if (first <= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Coordinates(
              text.substring(0, first),
              Integer.parseInt(text.substring(first + 1, last)),
              Long.parseLong(text.substring(last + 1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
