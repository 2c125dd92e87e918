package io.insideout.services.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.Money;
import io.insideout.catalog.PlaceOrder;
import io.insideout.fuzz.Foreign;
import io.insideout.fuzz.Kept;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Json;
import java.time.Instant;
import java.util.Optional;

class PlaceOrderFuzzTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void an_order_is_taken_as_it_will_be_kept_or_refused(byte[] input) {
    order(input, Caller.anybody())
        .ifPresent(
            order -> {
              Kept.asItCame(order, PlaceOrder.class);
              assertThat(OrderImport.isOf(OrderImport.fingerprint(order), order)).isTrue();
              Money.totalMinor(order.getLines())
                  .ifPresent(total -> assertThat(total).isNotNegative());
            });
    order(input, new Caller.Customer("c-1", Instant.MAX))
        .ifPresent(order -> assertThat(order.getCustomerId()).isEqualTo("c-1"));
  }

  private static Optional<PlaceOrder> order(byte[] body, Caller caller) {
    return Foreign.read(
        () -> Json.read(body, PlaceOrderRequest.class).by(caller).check(_ -> 2_550_000L, NOW));
  }
}
