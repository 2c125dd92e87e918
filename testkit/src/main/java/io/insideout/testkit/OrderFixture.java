package io.insideout.testkit;

import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.PlaceOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An order to test with: sane in every respect, until a test says otherwise. Immutable: each of
/// the methods makes another one.
///
/// @param totalMinor null is the exact total of the lines
public record OrderFixture(
    String orderId,
    @Nullable String customerId,
    String cardToken,
    String currency,
    List<OrderLine> lines,
    @Nullable Long totalMinor,
    Instant placedAt) {

  /// An order by customer `c-1` with card `card-1` in GBP, that has no lines yet.
  public static OrderFixture order(String orderId) {
    return new OrderFixture(
        orderId, "c-1", "card-1", "GBP", List.of(), null, Instant.parse("2026-01-01T00:00:00Z"));
  }

  public OrderFixture customer(String id) {
    return new OrderFixture(orderId, id, cardToken, currency, lines, totalMinor, placedAt);
  }

  public OrderFixture guest() {
    return new OrderFixture(orderId, null, cardToken, currency, lines, totalMinor, placedAt);
  }

  public OrderFixture card(String token) {
    return new OrderFixture(orderId, customerId, token, currency, lines, totalMinor, placedAt);
  }

  public OrderFixture currency(String code) {
    return new OrderFixture(orderId, customerId, cardToken, code, lines, totalMinor, placedAt);
  }

  /// One more line.
  ///
  /// @param unitPriceMicros null where nobody knew a price
  public OrderFixture line(String sku, int quantity, @Nullable Long unitPriceMicros) {
    List<OrderLine> more =
        Stream.concat(lines.stream(), Stream.of(avroLine(sku, quantity, unitPriceMicros))).toList();
    return new OrderFixture(orderId, customerId, cardToken, currency, more, totalMinor, placedAt);
  }

  /// A total other than that of the lines.
  public OrderFixture total(long minor) {
    return new OrderFixture(orderId, customerId, cardToken, currency, lines, minor, placedAt);
  }

  public OrderFixture placedAt(Instant instant) {
    return new OrderFixture(orderId, customerId, cardToken, currency, lines, totalMinor, instant);
  }

  /// Its first version.
  public Order requested() {
    return version(1, OrderState.REQUESTED);
  }

  /// A version of it.
  // Avro's classes are not annotated: a guest's customer is null.
  @SuppressWarnings("NullAway")
  public Order version(int version, OrderState state, String... reasons) {
    long total = totalMinor == null ? Money.totalMinor(lines).orElse(0) : totalMinor;
    return new Order(
        orderId,
        version,
        state,
        customerId,
        cardToken,
        currency,
        lines,
        total,
        placedAtMicros(),
        fingerprint(),
        List.of(reasons),
        false,
        List.of(),
        List.of(),
        List.of(),
        0L,
        0L,
        List.of(),
        null);
  }

  /// The command that asks for it.
  @SuppressWarnings("NullAway")
  public OrderCommand command() {
    return new OrderCommand(
        orderId,
        fingerprint(),
        new PlaceOrder(customerId, cardToken, currency, lines, placedAtMicros(), null));
  }

  private String fingerprint() {
    return "fingerprint-of-" + orderId;
  }

  private long placedAtMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, placedAt);
  }

  @SuppressWarnings("NullAway")
  private static OrderLine avroLine(String sku, int quantity, @Nullable Long unitPriceMicros) {
    return new OrderLine(sku, quantity, unitPriceMicros);
  }
}
