package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import java.util.List;
import org.junit.jupiter.api.Test;

class DossierTest {
  /// A fault that repeats itself without end must not bring down the one who looks for it.
  @Test
  void of_an_order_that_is_repeated_without_end_holds_a_bounded_number_of_records() {
    Entry ended = new PlantedLog(History.of(901, 20)).ended(OrderState.VALIDATED);
    Order order = (Order) PlantedLog.value(ended);
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, List.of());
      for (int offset = 0; offset < 20_007; offset++) {
        Coordinates at = new Coordinates("orders", 0, offset);
        audit.accept(Entry.of(at, order.getOrderId(), order, ended.cause()));
      }
      LawReport law = audit.finish(Quiet.no("it works")).law('B');
      assertThat(law.counted()).containsEntry("versions", 20_000L);
      // One for the beginning, two for each repeat, and one for all that was too much.
      assertThat(law.violations()).isEqualTo(1 + 2 * 19_999 + 1);
    }
  }
}
