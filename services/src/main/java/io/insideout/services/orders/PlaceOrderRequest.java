package io.insideout.services.orders;

import io.insideout.catalog.OrderLine;
import io.insideout.catalog.PlaceOrder;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Problem.FieldError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An order as a caller sends it.
///
/// @param customerId absent for a guest
/// @param currency ISO 4217; GBP where absent
/// @param country that the order is for; absent where nobody says
/// @param placedAt event time, ISO 8601; now where absent
record PlaceOrderRequest(
    @Nullable String customerId,
    @Nullable String cardToken,
    @Nullable String currency,
    @Nullable List<@Nullable Line> lines,
    @Nullable String country,
    @Nullable String placedAt) {
  static final int MAX_LINES = 2_000;
  private static final int MAX_QUANTITY = 1_000_000;
  private static final int MAX_COUNTRY_LENGTH = 100;

  /// A log refuses what is more than an hour ahead of its own clock, which may be another.
  private static final Duration AHEAD = Duration.ofMinutes(50);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern PRICE = Pattern.compile("\\d{1,7}(\\.\\d{1,6})?");

  /// A line of it.
  ///
  /// @param unitPrice a decimal in a string; the list price where absent
  record Line(@Nullable String sku, @Nullable Integer quantity, @Nullable String unitPrice) {}

  /// The same order, as its caller may place it: customers order for themselves, and now, for the
  /// time of an order is what its cards are judged by.
  ///
  /// @throws Problem 403 if it is not theirs to place
  PlaceOrderRequest by(Caller caller) {
    if (caller.onlyOf().isEmpty()) {
      return this;
    }
    if (placedAt != null) {
      throw Problem.forbidden("customers order now: leave placedAt out");
    }
    if (customerId != null && !caller.sees(customerId)) {
      throw Problem.forbidden("customers order for themselves: leave customerId out");
    }
    return new PlaceOrderRequest(
        caller.onlyOf().get(), cardToken, currency, lines, country, placedAt);
  }

  /// The order that is asked for.
  ///
  /// @param listPriceMicros the list price of a SKU, or null where none is known
  /// @throws Problem 400 that names every field that is wrong
  @SuppressWarnings(
      "NullAway") // the schema lets the customer and the country be null, Avro's class does not say
  // so
  PlaceOrder check(Function<String, @Nullable Long> listPriceMicros, Instant now) {
    List<FieldError> errors = new ArrayList<>();
    if (customerId != null && !ID.matcher(customerId).matches()) {
      errors.add(new FieldError("customerId", "is 1 to 64 letters, digits and . _ : -"));
    }
    if (cardToken == null || !ID.matcher(cardToken).matches()) {
      errors.add(new FieldError("cardToken", "is required: 1 to 64 letters, digits and . _ : -"));
    }
    if (currency != null && !CURRENCY.matcher(currency).matches()) {
      errors.add(new FieldError("currency", "is a code of three capitals, such as GBP"));
    }
    if (country != null && (country.isBlank() || country.length() > MAX_COUNTRY_LENGTH)) {
      errors.add(new FieldError("country", "is 1 to " + MAX_COUNTRY_LENGTH + " characters"));
    }
    List<OrderLine> checkedLines = lines(listPriceMicros, errors);
    long placedAtMicros = placedAtMicros(now, errors);
    if (!errors.isEmpty() || cardToken == null) {
      throw Problem.invalid(errors);
    }
    return new PlaceOrder(
        customerId,
        cardToken,
        currency == null ? "GBP" : currency,
        checkedLines,
        placedAtMicros,
        country == null ? null : country.strip());
  }

  @SuppressWarnings("NullAway") // the schema lets the price be null, Avro's class does not say so
  private List<OrderLine> lines(
      Function<String, @Nullable Long> listPriceMicros, List<FieldError> errors) {
    List<OrderLine> checked = new ArrayList<>();
    if (lines == null || lines.isEmpty() || lines.size() > MAX_LINES) {
      errors.add(new FieldError("lines", "is required: 1 to " + MAX_LINES + " lines"));
      return checked;
    }
    for (int i = 0; i < lines.size() && errors.size() < 20; i++) {
      Line line = lines.get(i);
      String at = "lines[" + i + "]";
      if (line == null) {
        errors.add(new FieldError(at, "is null"));
      } else if (check(line, at, errors) && line.sku() != null && line.quantity() != null) {
        Long price =
            line.unitPrice() == null
                ? listPriceMicros.apply(line.sku())
                : Long.valueOf(new BigDecimal(line.unitPrice()).movePointRight(6).longValueExact());
        checked.add(new OrderLine(line.sku(), line.quantity(), price));
      }
    }
    return checked;
  }

  private static boolean check(Line line, String at, List<FieldError> errors) {
    int before = errors.size();
    if (line.sku() == null || !ID.matcher(line.sku()).matches()) {
      errors.add(new FieldError(at + ".sku", "is required: 1 to 64 letters, digits and . _ : -"));
    }
    if (line.quantity() == null || line.quantity() < 1 || line.quantity() > MAX_QUANTITY) {
      errors.add(
          new FieldError(at + ".quantity", "is required: a number from 1 to " + MAX_QUANTITY));
    }
    if (line.unitPrice() != null && !PRICE.matcher(line.unitPrice()).matches()) {
      errors.add(
          new FieldError(
              at + ".unitPrice",
              "is a decimal in a string, 0 to 9999999.999999, such as \"2.55\""));
    }
    return errors.size() == before;
  }

  private long placedAtMicros(Instant now, List<FieldError> errors) {
    if (placedAt == null) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, now);
    }
    try {
      Instant given = Instant.parse(placedAt);
      if (given.isAfter(Instant.EPOCH) && given.isBefore(now.plus(AHEAD))) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, given);
      }
    } catch (DateTimeParseException e) {
      // Told below, as what is out of range is.
    }
    errors.add(
        new FieldError(
            "placedAt",
            "is a time since 1970 and not in the future, such as 2010-12-01T08:26:00Z"));
    return 0;
  }
}
