package io.insideout.services.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.ReturnLines;
import io.insideout.fuzz.Foreign;
import io.insideout.fuzz.Kept;
import io.insideout.runtime.http.Json;
import io.insideout.testkit.OrderFixture;

class ReturnFuzzTest {
  private static final Order ORDER =
      OrderFixture.order("o-1")
          .line("a", 3, 1_000_000L)
          .line("b", 1, 2_000_000L)
          .version(7, OrderState.DELIVERED);

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void no_more_is_sent_back_than_was_ordered(byte[] input) {
    Foreign.read(() -> Json.read(input, ReturnRequest.class).check("r-1", ORDER))
        .ifPresent(
            taken -> {
              Kept.asItCame(taken, ReturnLines.class);
              assertThat(taken.getLines())
                  .isNotEmpty()
                  .allSatisfy(
                      line ->
                          assertThat(line.getQuantity())
                              .isBetween(1, ORDER.getLines().get(line.getLine()).getQuantity()));
            });
  }
}
