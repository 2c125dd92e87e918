package io.insideout.services.inventory;

import static io.insideout.services.inventory.StockAction.RELEASE;
import static io.insideout.services.inventory.StockAction.RESERVE;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.OrderState;
import io.insideout.testkit.OrderFixture;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StockRequestsTest {
  private static final StockRequests SPLIT = new StockRequests(4);

  /// The hashes are those that Kafka's own tests hold murmur2 against, taken modulo 4.
  @ParameterizedTest
  @CsvSource({
    "21, 0",
    "foobar, 2",
    "a-little-bit-long-string, 0",
    "a-little-bit-longer-string, 3",
    "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8, 1"
  })
  void a_SKU_is_kept_where_the_default_partitioner_puts_its_stock(String sku, int partition) {
    assertThat(SPLIT.partitionOf(sku)).isEqualTo(partition);
    assertThat(SPLIT.of(order("o").line(sku, 1, null).requested()))
        .containsExactly(new StockRequest(partition, RESERVE, List.of(new StockNeed(sku, 1L))));
  }

  @Test
  void a_request_is_sent_to_the_partition_that_it_names() {
    assertThat(StockRequests.partition("t", "o", new StockRequest(3, RELEASE, List.of()), 4))
        .isEqualTo(Optional.of(Set.of(3)));
  }

  @Test
  void lines_of_one_SKU_are_added_up_and_stay_where_the_order_names_them_first() {
    OrderFixture order = order("o").line("21", 2, null).line("foobar", 5, null).line("21", 3, null);
    assertThat(SPLIT.of(order.requested()))
        .containsExactly(
            new StockRequest(0, RESERVE, List.of(new StockNeed("21", 5L))),
            new StockRequest(2, RESERVE, List.of(new StockNeed("foobar", 5L))));
  }

  @Test
  void sums_beyond_an_int_are_exact() {
    OrderFixture order = order("o");
    for (int line = 0; line < 1_200; line++) {
      order = order.line("21", Integer.MAX_VALUE, null);
    }
    assertThat(SPLIT.of(order.requested()))
        .containsExactly(
            new StockRequest(0, RESERVE, List.of(new StockNeed("21", 1_200L * Integer.MAX_VALUE))));
  }

  @ParameterizedTest
  @EnumSource(names = {"REJECTED", "CANCELLED", "EXPIRED", "PAYMENT_FAILED"})
  void an_order_that_failed_releases_at_every_partition_of_its_SKUs(OrderState state) {
    OrderFixture order = order("o").line("21", 2, null).line("foobar", 5, null).line("21", 3, null);
    assertThat(SPLIT.of(order.version(2, state)))
        .containsExactly(
            new StockRequest(0, RELEASE, List.of()), new StockRequest(2, RELEASE, List.of()));
  }

  @ParameterizedTest
  @EnumSource(names = {"VALIDATED", "PAID", "SHIPPED", "DELIVERED", "RETURNED"})
  void an_order_that_goes_on_asks_nothing(OrderState state) {
    assertThat(SPLIT.of(order("o").line("21", 2, null).version(2, state))).isEmpty();
  }

  @Test
  void an_order_without_lines_asks_nothing() {
    assertThat(SPLIT.of(order("o").requested())).isEmpty();
  }
}
