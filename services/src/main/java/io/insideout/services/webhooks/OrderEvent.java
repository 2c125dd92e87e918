package io.insideout.services.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Order;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A version of an order as an event for subscribers: what it became, and the whole of it.
final class OrderEvent {
  private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9_=-]{1,100}");

  private OrderEvent() {}

  static Envelope of(ConsumerRecord<byte[], byte[]> record, Order order) {
    return Envelope.of(
        id(Causes.text(record.headers(), CloudEvents.ID), order),
        "order." + order.getState().name().toLowerCase(Locale.ROOT),
        Instant.ofEpochMilli(record.timestamp()),
        OrderData.of(order));
  }

  /// The record's own, which goes with it wherever it is sent again. It is a header and is signed
  /// between dots: one that could be taken for more than an id is none.
  static String id(@Nullable String own, Order order) {
    return own != null && PLAIN_ID.matcher(own).matches()
        ? own
        : URLEncoder.encode(order.getOrderId(), UTF_8).replace(".", "%2E")
            + "/"
            + order.getVersion();
  }
}
