package io.insideout.services.inventory;

import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.OrderState;
import io.insideout.catalog.StockShortage;
import io.insideout.testkit.OrderFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is available, where units leave and come back and people count: on hand and shipped, less
/// what is reserved.
class StockEquationTest extends OnInventory {
  @Test
  void what_has_left_stays_reserved_and_is_counted_as_shipped() {
    stock("21", 10);
    send(order("o-1").line("21", 4, null).requested());
    stock("21", 6, 4);
    send(order("o-2").line("21", 7, null).requested());
    send(order("o-3").line("21", 6, null).requested());
    assertThat(answers())
        .containsExactly(
            pass("o-1", "21"), fail("o-2", "21 has 6 available, needs 7", "21"), pass("o-3", "21"));
    assertThat(ledger())
        .containsExactly("o-1 RESERVED 4 of 21, 4 of 10", "o-3 RESERVED 6 of 21, 10 of 6 + 4");
  }

  @Test
  void what_came_back_is_available_once_whoever_hears_of_it_first() {
    stock("21", 6, 4);
    OrderFixture first = order("o-1").line("21", 4, null);
    send(first.requested());
    send(returned(first, 3));
    stock("21", 9, 1);
    send(order("o-2").line("21", 9, null).requested());
    send(returned(first, 4));
    send(order("o-3").line("21", 2, null).requested());
    assertThat(answers())
        .containsExactly(
            pass("o-1", "21"), pass("o-2", "21"), fail("o-3", "21 has 1 available, needs 2", "21"));
    assertThat(ledger())
        .containsExactly(
            "o-1 RESERVED 4 of 21, 4 of 6 + 4",
            "o-1 RETURNED 3 of 21, 1 of 6 + 4",
            "o-2 RESERVED 9 of 21, 10 of 9 + 1",
            "o-1 RETURNED 1 of 21, 9 of 9 + 1");
  }

  @Test
  void a_unit_that_left_and_that_the_books_did_not_have_is_missing_once() {
    stock("21", -1, 3);
    send(order("o-1").line("21", 3, null).requested());
    send(order("o-2").line("21", 2, null).requested());
    assertThat(answers())
        .containsExactly(fail("o-1", "21 has 2 available, needs 3", "21"), pass("o-2", "21"));
    assertThat(ledger()).containsExactly("o-2 RESERVED 2 of 21, 2 of -1 + 3");
  }

  @Test
  void a_refusal_says_of_what_there_was_too_little_and_what_that_rests_on() {
    stock("21", 8, 2);
    stock("a-little-bit-long-string", -1, 3);
    send(order("o-1").line("21", 4, null).requested());
    send(
        order("o-2")
            .line("21", 6, null)
            .line("a-little-bit-long-string", 2, null)
            .line("a-little-bit-long-string", 1, null)
            .requested());
    send(order("o-3").line("21", 7, null).line("a-little-bit-long-string", 0, null).requested());
    OrderFixture ended = order("o-4").line("21", 70, null);
    send(ended.version(2, OrderState.EXPIRED));
    send(ended.requested());
    assertThat(shortages())
        .containsExactly(
            List.of(),
            List.of(new StockShortage("a-little-bit-long-string", -1L, 3L, 0L, 3L)),
            List.of(
                new StockShortage("21", 8L, 2L, 4L, 7L),
                new StockShortage("a-little-bit-long-string", -1L, 3L, 0L, 0L)),
            List.of());
  }
}
