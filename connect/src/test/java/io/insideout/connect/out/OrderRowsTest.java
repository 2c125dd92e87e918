package io.insideout.connect.out;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.runtime.schema.Schemas;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class OrderRowsTest {
  static {
    // Avro's builders copy values, which it does only of classes that it was told to trust.
    var _ = Schemas.inMemory();
  }

  @Test
  void a_text_comes_out_as_it_is_but_for_the_character_that_no_database_has() throws Exception {
    Order order =
        Order.newBuilder()
            .setOrderId("o-1")
            .setVersion(2)
            .setState(OrderState.CANCELLED)
            .setCardToken("card")
            .setCurrency("GBP")
            .setLines(List.of())
            .setTotalMinor(0)
            .setPlacedAtMicros(0)
            .setFingerprint("fp")
            .setReasons(List.of("it said \\u0000, written out", "it said \0, itself"))
            .build();

    Struct row = new OrderRows().row(order).orElseThrow();

    assertThat(new ObjectMapper().readValue(row.getString("reasons"), String[].class))
        .containsExactly("it said \\u0000, written out", "it said \uFFFD, itself");
  }
}
