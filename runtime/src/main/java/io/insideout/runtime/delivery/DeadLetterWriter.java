package io.insideout.runtime.delivery;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.DeadLetterHeader;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.log.Causes;
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

/// Sets records aside as dead letters, where no transaction does. One that is read again before its
/// reader's position moves may be set aside again, under the same key.
///
/// @param service whose letters they are
/// @param addressee whom a record is sent again to, if it ever is: the service, or one of its
///   groups
public record DeadLetterWriter(Publisher publisher, String service, String addressee) {
  private static final int STACK_LIMIT = 8_000;
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

  /// Returns when the letter is durable.
  ///
  /// @param why one sentence
  public void park(ConsumerRecord<byte[], byte[]> record, String why) throws InterruptedException {
    park(record, why, "");
  }

  /// The same of what failed with an exception: the letter tells where.
  public void park(ConsumerRecord<byte[], byte[]> record, Exception why)
      throws InterruptedException {
    park(record, String.valueOf(why.getMessage()), stack(why));
  }

  private void park(ConsumerRecord<byte[], byte[]> record, String why, String trace)
      throws InterruptedException {
    String origin = Causes.coordinates(record);
    LOG.warn("{} set {} aside as a dead letter: {}", addressee, origin, why);
    Metrics.DEAD_LETTERS.labelValues(service, record.topic()).inc();
    try {
      var _ =
          publisher
              .publishFrom(
                  record,
                  Topics.DEAD_LETTERS,
                  addressee + "/" + origin,
                  letter(record, why, trace),
                  service)
              .get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException told
          ? told
          : new KafkaException("the dead letter could not be written", e.getCause());
    }
  }

  private DeadLetter letter(ConsumerRecord<byte[], byte[]> record, String why, String trace) {
    List<DeadLetterHeader> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(new DeadLetterHeader(header.key(), bytes(header.value())));
    }
    return new DeadLetter(
        addressee,
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        bytes(record.key()),
        bytes(record.value()),
        headers,
        why,
        trace);
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
