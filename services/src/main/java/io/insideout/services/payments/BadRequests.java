package io.insideout.services.payments;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.DeadLetterHeader;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.log.Publisher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets requests aside that do not decode, as dead letters. One that is read again before the
/// cashier's position moves is set aside again, under the same key.
record BadRequests(Publisher publisher) {
  private static final String SERVICE = "payments";
  private static final int STACK_LIMIT = 8_000;
  private static final Logger LOG = LoggerFactory.getLogger(BadRequests.class);

  /// Returns when the letter is durable.
  void park(ConsumerRecord<byte[], byte[]> record, Exception why) throws InterruptedException {
    String origin = record.topic() + "/" + record.partition() + "/" + record.offset();
    LOG.warn("{} does not decode and is a dead letter: {}", origin, why.getMessage());
    Metrics.DEAD_LETTERS.labelValues(SERVICE, record.topic()).inc();
    try {
      var _ =
          publisher
              .publishFrom(record, Topics.DEAD_LETTERS, SERVICE + "/" + origin, letter(record, why))
              .get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException told
          ? told
          : new KafkaException("the dead letter could not be written", e.getCause());
    }
  }

  private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, Exception why) {
    List<DeadLetterHeader> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(new DeadLetterHeader(header.key(), bytes(header.value())));
    }
    return new DeadLetter(
        SERVICE,
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        bytes(record.key()),
        bytes(record.value()),
        headers,
        String.valueOf(why.getMessage()),
        stack(why));
  }

  private static String stack(Exception why) {
    StringWriter text = new StringWriter();
    why.printStackTrace(new PrintWriter(text));
    return text.toString().substring(0, Math.min(STACK_LIMIT, text.toString().length()));
  }

  // Avro's classes are not annotated: these may be null in the schema.
  @SuppressWarnings("NullAway")
  private static ByteBuffer bytes(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
