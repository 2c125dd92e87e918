package io.insideout.services.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.ReturnLines;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/// The desk's other door: orders that were made elsewhere, taken in bulk and in their order. An
/// order that is imported twice is one order, for its id is given.
public final class OrderImport {
  /// How an order that says no country ends as a text. Left out of the digest, which is the one
  /// that such an order had before there were countries.
  private static final String NO_COUNTRY = ", \"country\": null}";

  private final Publisher publisher;

  public OrderImport(Publisher publisher) {
    this.publisher = publisher;
  }

  /// The digest of an order's content: two orders of one id that differ in it are not the same.
  public static String fingerprint(PlaceOrder order) {
    String text = order.toString();
    if (text.endsWith(NO_COUNTRY)) {
      text = text.substring(0, text.length() - NO_COUNTRY.length()) + "}";
    }
    return OrderIds.fingerprint(text.getBytes(UTF_8));
  }

  /// Whether this is the digest of this order, or of what was imported of it before orders could
  /// say a country.
  public static boolean isOf(String fingerprint, PlaceOrder order) {
    return fingerprint.equals(fingerprint(order))
        || fingerprint.equals(fingerprint(PlaceOrder.newBuilder(order).clearCountry().build()));
  }

  /// Makes the command of an order durable.
  ///
  /// @param orderId unique for the order wherever it was made
  /// @return where the command stands, once it is durable; fails with Kafka's exception
  public CompletableFuture<RecordMetadata> place(String orderId, PlaceOrder order) {
    return publisher.publish(
        Topics.ORDER_COMMANDS,
        orderId,
        new OrderCommand(orderId, fingerprint(order), order),
        Math.floorDiv(order.getPlacedAtMicros(), 1_000),
        Traceparent.random());
  }

  /// Makes the command of a return durable: decided once the order has left, and once under its id
  /// however often it comes.
  ///
  /// @param timestampMillis event time, milliseconds since the epoch
  /// @return where the command stands, once it is durable; fails with Kafka's exception
  public CompletableFuture<RecordMetadata> takeBack(
      String orderId, ReturnLines lines, long timestampMillis) {
    return publisher.publish(
        Topics.ORDER_COMMANDS,
        orderId,
        new OrderCommand(orderId, lines.getReturnId(), lines),
        timestampMillis,
        Traceparent.random());
  }
}
