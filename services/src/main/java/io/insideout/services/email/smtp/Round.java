package io.insideout.services.email.smtp;

import io.insideout.catalog.Email;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.log.Causes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Some mails at a time, each with its position committed when it is carried. One that cannot be is
/// where the next round begins.
final class Round {
  /// How many at most. A round without a server lasts no longer than one of them.
  static final int MAILS = 50;

  /// A recipient who is put off is waited for about a minute, and not longer: others wait behind.
  private static final int DEFERRALS = 7;

  private static final Logger LOG = LoggerFactory.getLogger(Round.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<Email> emails;
  private final MailCarrier carrier;
  private final Map<String, Integer> deferrals = new HashMap<>();

  Round(Consumer<byte[], byte[]> consumer, Deserializer<Email> emails, MailCarrier carrier) {
    this.consumer = consumer;
    this.emails = emails;
    this.carrier = carrier;
  }

  /// @return what holds the mails up, or nothing
  Optional<String> carry() {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    if (records.isEmpty()) {
      carrier.close();
      return Optional.empty();
    }
    Map<TopicPartition, Long> next = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      next.put(partition, records.records(partition).getFirst().offset());
    }
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Optional<String> heldUp = carry(record);
      if (heldUp.isPresent()) {
        next.forEach(consumer::seek);
        return heldUp;
      }
      next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }
    // What nobody is sent has passed too.
    next.forEach(this::commit);
    return Optional.empty();
  }

  private Optional<String> carry(ConsumerRecord<byte[], byte[]> record) {
    String coordinates = Causes.coordinates(record);
    Email email = decoded(record);
    if (email == null) {
      LOG.warn("{} is no e-mail and is passed over", coordinates);
      return Optional.empty();
    }
    if (email.getRecipient() == null) {
      return Optional.empty();
    }
    Delivery delivery = carrier.deliver(email);
    Metrics.EMAILS_CARRIED.labelValues(delivery.outcome()).inc();
    return switch (delivery) {
      case Delivery.Sent() -> passed(record);
      case Delivery.Refused(var why) -> {
        LOG.warn("e-mail {} at {} is passed over: {}", email.getEmailId(), coordinates, why);
        yield passed(record);
      }
      case Delivery.Deferred(var why)
          when deferrals.merge(coordinates, 1, Integer::sum) > DEFERRALS -> {
        LOG.warn("e-mail {} at {} is given up: {}", email.getEmailId(), coordinates, why);
        yield passed(record);
      }
      case Delivery.Deferred(var why) -> Optional.of(why);
      case Delivery.Unreachable(var why) -> Optional.of(why);
    };
  }

  private @Nullable Email decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null ? null : emails.deserialize(record.topic(), record.value());
    } catch (SerializationException e) {
      return null;
    }
  }

  private Optional<String> passed(ConsumerRecord<byte[], byte[]> record) {
    deferrals.remove(Causes.coordinates(record));
    commit(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    return Optional.empty();
  }

  private void commit(TopicPartition partition, long offset) {
    Map<TopicPartition, OffsetAndMetadata> position =
        Map.of(partition, new OffsetAndMetadata(offset));
    try {
      consumer.commitSync(position);
    } catch (WakeupException e) {
      // The server has the mail: that is to be known before all else.
      consumer.commitSync(position);
      throw e;
    }
  }
}
