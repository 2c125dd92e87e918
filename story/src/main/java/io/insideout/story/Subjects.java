package io.insideout.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.schema.Schemas;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/// What a record is about, by what it says itself and nothing else: so it does not matter in which
/// order topics are read.
///
/// | a record | is about |
/// |---|---|
/// | that says what it belongs to | that order |
/// | that does not, of a topic whose key is the order | the order of its key |
/// | of any other, that names an order | that order |
/// | that says nothing but its cause | what came of that record, and is found by whoever tells of it |
/// | of suspicious-cards | the card; an order's answer of fraud tells which row it rests on |
///
/// A dead letter carries the headers of its record, so it is about what that is about.
record Subjects(Schemas schemas) {
  /// The topics whose records can be about an order.
  static final List<Topic<?>> TOPICS =
      List.of(
          Topics.ORDER_COMMANDS,
          Topics.ORDERS,
          Topics.ORDER_VALIDATIONS,
          Topics.STOCK_RESERVATIONS,
          Topics.PAYMENT_REQUESTS,
          Topics.AUTHORIZATIONS,
          Topics.PAYMENTS,
          Topics.SHIPMENT_COMMANDS,
          Topics.SHIPMENTS,
          Topics.EMAILS,
          Topics.SUSPICIOUS_CARDS,
          Topics.DEAD_LETTERS);

  private static final String ORDER_KEY = "order id";
  private static final String ORDER_FIELD = "orderId";

  static String order(String orderId) {
    return "order/" + orderId;
  }

  static String card(String token) {
    return "card/" + token;
  }

  /// @param coordinates as `topic/partition/offset`
  static String effectsOf(String coordinates) {
    return "cause/" + coordinates;
  }

  /// What a record is about, if anybody will ever ask.
  ///
  /// @throws io.insideout.runtime.schema.Registry.RegistryUnreachable if that cannot be said now
  Optional<String> of(ConsumerRecord<byte[], byte[]> record) {
    Optional<String> key =
        record.key() == null ? Optional.empty() : Optional.of(new String(record.key(), UTF_8));
    if (record.topic().equals(Topics.SUSPICIOUS_CARDS.name())) {
      return key.map(Subjects::card);
    }
    return Optional.ofNullable(Causes.text(record.headers(), Causes.CORRELATION_ID))
        .or(() -> key.filter(_ -> isKeyedByOrder(record.topic())))
        .or(() -> named(record))
        .map(Subjects::order)
        .or(
            () ->
                Optional.ofNullable(Causes.text(record.headers(), Causes.CAUSE))
                    .map(Subjects::effectsOf));
  }

  private static boolean isKeyedByOrder(String topic) {
    return Topics.named(topic).map(Topic::key).filter(ORDER_KEY::equals).isPresent();
  }

  private Optional<String> named(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null || record.topic().equals(Topics.DEAD_LETTERS.name())) {
      return Optional.empty();
    }
    try {
      var value = schemas.read(record.value());
      return value.hasField(ORDER_FIELD)
          ? Optional.of(String.valueOf(value.get(ORDER_FIELD)))
          : Optional.empty();
    } catch (SerializationException e) {
      // What nobody can read names nobody.
      return Optional.empty();
    }
  }
}
