package io.insideout.services.webhooks;

import io.insideout.runtime.delivery.OpenOffsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// An event on its way to one subscriber. For one thread.
final class Delivery {
  private final ConsumerRecord<byte[], byte[]> record;
  private final Envelope envelope;
  private final OpenOffsets offsets;
  private int failures;
  private @Nullable Instant firstFailedAt;
  private @Nullable Instant lastFailedAt;

  /// @param record where it stands in the log
  /// @param offsets those that are open in its partition
  Delivery(ConsumerRecord<byte[], byte[]> record, Envelope envelope, OpenOffsets offsets) {
    this.record = record;
    this.envelope = envelope;
    this.offsets = offsets;
    offsets.open(record.offset(), envelope.body().length + record.serializedValueSize());
  }

  ConsumerRecord<byte[], byte[]> record() {
    return record;
  }

  Envelope envelope() {
    return envelope;
  }

  /// Whether it is ours to bring.
  boolean isHeld() {
    return offsets.isHeld();
  }

  /// Waits, as long as it is ours to bring.
  void pause(Duration time) throws InterruptedException {
    offsets.pause(time);
  }

  void done() {
    offsets.done(record.offset());
  }

  /// @return how often it has failed
  int failed(Instant at) {
    firstFailedAt = firstFailedAt == null ? at : firstFailedAt;
    lastFailedAt = at;
    return ++failures;
  }

  boolean hasFailed() {
    return failures > 0;
  }

  /// Whether it is this event that the subscriber refuses: for that long it was sent in vain, and
  /// since the last time others have got through.
  boolean isHopeless(Instant now, Duration after, Standing standing) {
    return firstFailedAt != null
        && lastFailedAt != null
        && Duration.between(firstFailedAt, now).compareTo(after) >= 0
        && standing.hasDeliveredSince(lastFailedAt);
  }
}
