package io.insideout.app.letters;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A dead letter without its bytes, which stay in the log until they are asked for.
///
/// @param service who set the record aside
/// @param topic where the record stands, with partition and offset
/// @param timestampMillis the record's, milliseconds since the epoch
/// @param key the record's, or null
/// @param reason one sentence
/// @param place where the letter stands
/// @param placeOffset at which offset
/// @param redrivenTo where its record was sent again, as `topic/partition/offset`; mostly empty
public record Letter(
    String service,
    String topic,
    int partition,
    long offset,
    long timestampMillis,
    byte @Nullable [] key,
    String reason,
    TopicPartition place,
    long placeOffset,
    List<String> redrivenTo) {

  /// In the order in which the records of a partition came.
  static final Comparator<Letter> AS_THEY_CAME =
      Comparator.comparing(Letter::topic)
          .thenComparingInt(Letter::partition)
          .thenComparingLong(Letter::offset)
          .thenComparing(Letter::service);

  static Letter of(DeadLetter letter, TopicPartition place, long placeOffset) {
    return new Letter(
        letter.getService(),
        letter.getTopic(),
        letter.getPartition(),
        letter.getOffset(),
        letter.getTimestampMillis(),
        bytes(letter.getKey()),
        letter.getReason(),
        place,
        placeOffset,
        List.of());
  }

  Letter sentTo(String coordinates) {
    List<String> all = new ArrayList<>(redrivenTo);
    all.add(coordinates);
    return new Letter(
        service,
        topic,
        partition,
        offset,
        timestampMillis,
        key,
        reason,
        place,
        placeOffset,
        List.copyOf(all));
  }

  /// What it is called: `service/topic/partition/offset`, which is its key in the log.
  public String id() {
    return service + "/" + coordinates();
  }

  /// Where its record stands.
  public String coordinates() {
    return topic + "/" + partition + "/" + offset;
  }

  /// Whether its record was sent again.
  public boolean isRedriven() {
    return !redrivenTo.isEmpty();
  }

  /// Whether its record is a row of a table, which everybody shares.
  boolean isOfTable() {
    return Topics.named(topic).map(found -> found.hasTombstones()).orElse(false);
  }

  /// Whether the other is of the same service and key, so that their order counts.
  boolean isInLineWith(Letter other) {
    return service.equals(other.service)
        && topic.equals(other.topic)
        && partition == other.partition
        && key != null
        && Arrays.equals(key, other.key);
  }

  TopicPartition origin() {
    return new TopicPartition(topic, partition);
  }

  static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
