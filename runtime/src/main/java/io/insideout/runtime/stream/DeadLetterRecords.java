package io.insideout.runtime.stream;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.DeadLetterHeader;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.schema.Registry.IncompatibleSchema;
import io.insideout.runtime.schema.Registry.RegistryUnreachable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the dead letter of a record that a service could not use. It is sent in the transaction
/// that passes the record over, so that a record is parked once or not at all.
final class DeadLetterRecords {
  /// Where the handlers find this among the configuration that Kafka Streams hands them.
  static final String CONFIG = "insideout.dead.letters";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRecords.class);
  private static final int STACK_LIMIT = 8_000;

  private final String service;
  private final Serde<DeadLetter> serde;
  private final Consumer<ProducerRecord<byte[], byte[]>> apart;

  /// @param apart sends a letter outside of any transaction, and returns when it is durable
  DeadLetterRecords(
      String service, Serde<DeadLetter> serde, Consumer<ProducerRecord<byte[], byte[]>> apart) {
    this.service = service;
    this.serde = serde;
    this.apart = apart;
  }

  /// Whether the failure is the record's fault. A registry that does not answer, or that refuses
  /// what the service itself would write, is not.
  static boolean isBadRecord(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryUnreachable || cause instanceof IncompatibleSchema) {
        return false;
      }
    }
    return true;
  }

  ProducerRecord<byte[], byte[]> park(
      ErrorHandlerContext context, byte @Nullable [] key, byte @Nullable [] value, Throwable why) {
    LOG.warn(
        "{} could not use {}/{}/{} and set it aside as a dead letter: {}",
        service,
        context.topic(),
        context.partition(),
        context.offset(),
        why.toString());
    Metrics.DEAD_LETTERS.labelValues(service, context.topic()).inc();
    DeadLetter letter =
        new DeadLetter(
            service,
            context.topic(),
            context.partition(),
            context.offset(),
            context.timestamp(),
            bytes(key),
            bytes(value),
            headers(context.headers()),
            reason(why),
            stack(why));
    String id =
        String.join(
            "/",
            service,
            context.topic(),
            String.valueOf(context.partition()),
            String.valueOf(context.offset()));
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS.name(),
        null,
        Math.max(0, context.timestamp()),
        id.getBytes(StandardCharsets.UTF_8),
        serde.serializer().serialize(Topics.DEAD_LETTERS.name(), letter),
        context.headers());
  }

  /// Sends a dead letter outside of any transaction and waits until it is durable. Where the table
  /// is read again from its beginning, the same letter is sent again, under the same key.
  void sendApart(ProducerRecord<byte[], byte[]> letter) {
    apart.accept(letter);
  }

  // Avro's classes are not annotated: these two may be null in the schema.
  @SuppressWarnings("NullAway")
  private static ByteBuffer bytes(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static List<DeadLetterHeader> headers(Headers headers) {
    List<DeadLetterHeader> all = new ArrayList<>();
    for (Header header : headers) {
      all.add(new DeadLetterHeader(header.key(), bytes(header.value())));
    }
    return all;
  }

  /// What is wrong with a record is told in words of our own; what a bug says, as it says it.
  private static String reason(Throwable why) {
    if (why instanceof SerializationException && why.getMessage() != null) {
      return why.getMessage();
    }
    Throwable root = why;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return why.getCause() == null ? why.toString() : why.getMessage() + ": " + root;
  }

  private static String stack(Throwable why) {
    StringWriter text = new StringWriter();
    why.printStackTrace(new PrintWriter(text));
    return text.toString().substring(0, Math.min(STACK_LIMIT, text.toString().length()));
  }
}
