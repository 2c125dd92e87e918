package io.insideout.services.inventory;

import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.SentRecord;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The SKUs `21` and `a-little-bit-long-string` are of partition 0, `foobar` is of partition 2.
class InventoryServiceTest extends OnInventory {
  @Test
  void an_order_that_stock_covers_is_reserved_and_passes() {
    stock("21", 10);
    send(order("o-1").line("21", 4, null).requested());
    assertThat(answers()).containsExactly(pass("o-1", "21"));
    assertThat(ledger()).containsExactly("o-1 RESERVED 4 of 21, 4 of 10");
  }

  @Test
  void each_partition_of_SKUs_answers_for_its_own() {
    stock("21", 10);
    stock("foobar", 1);
    send(order("o-1").line("21", 1, null).line("foobar", 2, null).requested());
    assertThat(answers())
        .containsExactlyInAnyOrder(
            pass("o-1", "21"), fail("o-1", "foobar has 1 available, needs 2", "foobar"));
    assertThat(ledger()).containsExactly("o-1 RESERVED 1 of 21, 1 of 10");
  }

  @Test
  void a_partition_reserves_all_or_nothing() {
    stock("21", 10);
    stock("a-little-bit-long-string", 2);
    send(order("o-1").line("21", 1, null).line("a-little-bit-long-string", 3, null).requested());
    assertThat(answers())
        .containsExactly(
            fail(
                "o-1",
                "a-little-bit-long-string has 2 available, needs 3",
                "21",
                "a-little-bit-long-string"));
    assertThat(ledger()).isEmpty();
  }

  @Test
  void lines_of_one_SKU_count_together() {
    stock("21", 5);
    send(order("o-1").line("21", 3, null).line("21", 3, null).requested());
    send(order("o-2").line("21", 3, null).line("21", 2, null).requested());
    assertThat(answers())
        .containsExactly(fail("o-1", "21 has 5 available, needs 6", "21"), pass("o-2", "21"));
    assertThat(ledger()).containsExactly("o-2 RESERVED 5 of 21, 5 of 5");
  }

  @Test
  void a_SKU_that_nobody_stocks_fails_at_once() {
    send(order("o-1").line("21", 1, null).requested());
    assertThat(answers()).containsExactly(fail("o-1", "21 has 0 available, needs 1", "21"));
  }

  @Test
  void what_a_rejected_order_held_is_released_to_the_next() {
    stock("21", 5);
    OrderFixture first = order("o-1").line("21", 5, null);
    send(first.requested());
    send(first.version(2, OrderState.REJECTED, "some other check failed"));
    send(order("o-2").line("21", 5, null).requested());
    assertThat(ledger())
        .containsExactly(
            "o-1 RESERVED 5 of 21, 5 of 5",
            "o-1 RELEASED 5 of 21, 0 of 5",
            "o-2 RESERVED 5 of 21, 5 of 5");
    assertThat(answers()).containsExactly(pass("o-1", "21"), pass("o-2", "21"));
  }

  @Test
  void repeated_versions_of_an_order_change_nothing() {
    stock("21", 50);
    OrderFixture order = order("o-1").line("21", 5, null);
    Collections.nCopies(3, order.requested()).forEach(this::send);
    Collections.nCopies(3, order.version(2, OrderState.CANCELLED)).forEach(this::send);
    send(order.requested());
    assertThat(answers()).containsExactly(pass("o-1", "21"));
    assertThat(ledger())
        .containsExactly("o-1 RESERVED 5 of 21, 5 of 50", "o-1 RELEASED 5 of 21, 0 of 50");
  }

  @Test
  void a_declined_order_stays_declined_when_stock_comes() {
    OrderFixture order = order("o-1").line("21", 5, null);
    send(order.requested());
    stock("21", 50);
    send(order.requested());
    send(order.version(2, OrderState.REJECTED));
    assertThat(answers()).hasSize(1);
    assertThat(ledger()).isEmpty();
  }

  @Test
  void a_request_that_comes_after_the_end_reserves_nothing() {
    stock("21", 50);
    OrderFixture order = order("o-1").line("21", 5, null);
    send(order.version(2, OrderState.EXPIRED));
    send(order.requested());
    send(order.requested());
    assertThat(answers()).containsExactly(fail("o-1", "the order is already ended", "21"));
    assertThat(ledger()).isEmpty();
  }

  @Test
  void stock_that_falls_below_what_is_reserved_lets_nothing_through_until_it_is_covered() {
    stock("21", 10);
    send(order("o-1").line("21", 8, null).requested());
    stock("21", 3);
    send(order("o-2").line("21", 1, null).requested());
    stock("21", 8);
    send(order("o-3").line("21", 1, null).requested());
    stock("21", 9);
    send(order("o-4").line("21", 1, null).requested());
    assertThat(answers())
        .containsExactly(
            pass("o-1", "21"),
            fail("o-2", "21 has 0 available, needs 1", "21"),
            fail("o-3", "21 has 0 available, needs 1", "21"),
            pass("o-4", "21"));
    assertThat(ledger())
        .containsExactly("o-1 RESERVED 8 of 21, 8 of 10", "o-4 RESERVED 1 of 21, 9 of 9");
  }

  @Test
  void a_deleted_row_of_stock_keeps_what_orders_hold() {
    stock("21", 10);
    OrderFixture first = order("o-1").line("21", 8, null);
    send(first.requested());
    harness.send(Topics.STOCK, "21", null);
    send(order("o-2").line("21", 1, null).requested());
    stock("21", 10);
    send(order("o-3").line("21", 3, null).requested());
    harness.send(Topics.STOCK, "21", null);
    send(first.version(2, OrderState.PAYMENT_FAILED));
    assertThat(answers())
        .containsExactly(
            pass("o-1", "21"),
            fail("o-2", "21 has 0 available, needs 1", "21"),
            fail("o-3", "21 has 2 available, needs 3", "21"));
    assertThat(ledger())
        .containsExactly("o-1 RESERVED 8 of 21, 8 of 10", "o-1 RELEASED 8 of 21, 0 of 0");
  }

  @Test
  void what_the_warehouse_says_is_kept_beside_what_orders_hold() {
    stock("21", 10, 7);
    send(order("o-1").line("21", 4, null).requested());
    assertThat(harness.<StockLevel>store(InventoryService.STOCK_LEVELS).get("21"))
        .isEqualTo(new StockLevel(10L, 7L, 4L));
  }

  @Test
  void a_deleted_row_that_nobody_holds_leaves_no_state() {
    stock("21", 10);
    harness.send(Topics.STOCK, "21", null);
    assertThat(harness.store(InventoryService.STOCK_LEVELS).get("21")).isNull();
  }

  @Test
  void the_last_unit_goes_to_exactly_one_of_hundreds() {
    stock("21", 1);
    for (int n = 0; n < 500; n++) {
      send(order("o-" + n).line("21", 1, null).requested());
    }
    assertThat(answers().stream().filter(answer -> answer.getOutcome() == Outcome.PASS))
        .containsExactly(pass("o-0", "21"));
    assertThat(answers()).hasSize(500);
    assertThat(ledger()).containsExactly("o-0 RESERVED 1 of 21, 1 of 1");
  }

  @Test
  void an_order_of_1200_lines_is_reserved_and_released_whole() {
    OrderFixture order = order("o-1");
    for (int n = 0; n < 1_200; n++) {
      stock("sku-" + n, 2);
      order = order.line("sku-" + n, 2, null);
    }
    send(order.requested());
    assertThat(answers()).hasSize(4).allMatch(answer -> answer.getOutcome() == Outcome.PASS);
    assertThat(answers().stream().flatMap(answer -> answer.getCovers().stream()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 1_200).mapToObj(n -> "sku-" + n).toList());
    send(order.version(2, OrderState.REJECTED));
    assertThat(entries()).hasSize(2_400);
    assertThat(entries().subList(1_200, 2_400))
        .allMatch(entry -> entry.getChange() == ReservationChange.RELEASED)
        .allMatch(entry -> entry.getReservedAfter() == 0);
  }

  @Test
  void answers_and_entries_are_keyed_and_dated_and_name_the_order_version_as_their_cause() {
    Instant ordered = Instant.parse("2010-12-01T08:26:00Z");
    stock("21", 5);
    OrderFixture order = order("o-1").line("21", 5, null);
    String requested = harness.send(Topics.ORDERS, "o-1", order.requested(), ordered);
    String rejected =
        harness.send(
            Topics.ORDERS, "o-1", order.version(2, OrderState.REJECTED), ordered.plusMillis(7));

    SentRecord<OrderValidation> answer = harness.sent(Topics.ORDER_VALIDATIONS).getFirst();
    SentRecord<StockReservation> reserved = harness.sent(Topics.STOCK_RESERVATIONS).getFirst();
    SentRecord<StockReservation> released = harness.sent(Topics.STOCK_RESERVATIONS).getLast();
    assertThat(answer.key()).isEqualTo("o-1");
    assertThat(List.of(reserved.key(), released.key())).containsOnly("21");
    assertThat(List.of(answer.timestamp(), reserved.timestamp())).containsOnly(ordered);
    assertThat(released.timestamp()).isEqualTo(ordered.plusMillis(7));
    assertThat(answer.headers()).containsEntry(Causes.CAUSE, requested);
    assertThat(reserved.headers()).containsEntry(Causes.CAUSE, requested);
    assertThat(released.headers()).containsEntry(Causes.CAUSE, rejected);
    assertThat(List.of(answer, reserved, released))
        .allMatch(record -> "o-1".equals(record.headers().get(Causes.CORRELATION_ID)));
  }

  @Test
  void an_order_that_holds_nothing_any_more_leaves_a_few_bytes_of_state() {
    stock("21", 5);
    OrderFixture order = order("o-1").line("21", 5, null);
    send(order.requested());
    assertThat(harness.<OrderHold>store(InventoryService.ORDER_HOLDS).get("o-1/0"))
        .isEqualTo(new OrderHold(HoldStatus.RESERVED, List.of(new StockNeed("21", 5L)), List.of()));
    send(order.version(2, OrderState.REJECTED));
    assertThat(harness.<OrderHold>store(InventoryService.ORDER_HOLDS).get("o-1/0"))
        .isEqualTo(new OrderHold(HoldStatus.RELEASED, List.of(), List.of()));
  }
}
