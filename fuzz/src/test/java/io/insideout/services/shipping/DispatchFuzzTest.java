package io.insideout.services.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.ShipmentLine;
import io.insideout.fuzz.Foreign;
import io.insideout.runtime.http.Json;
import java.util.List;

class DispatchFuzzTest {
  private static final List<ShipmentLine> SHIPPED =
      List.of(new ShipmentLine(0, "a", 3), new ShipmentLine(2, "b", 1));

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void no_more_leaves_than_is_there(byte[] input) {
    Foreign.read(() -> Json.read(input, DispatchRequest.class).check(SHIPPED))
        .ifPresent(
            leaving -> {
              assertThat(leaving).extracting(ShipmentLine::getLine).doesNotHaveDuplicates();
              assertThat(leaving)
                  .allSatisfy(
                      line ->
                          assertThat(SHIPPED)
                              .anySatisfy(
                                  there -> {
                                    assertThat(there.getSku()).isEqualTo(line.getSku());
                                    assertThat(line.getQuantity())
                                        .isBetween(1, there.getQuantity());
                                  }));
            });
  }
}
