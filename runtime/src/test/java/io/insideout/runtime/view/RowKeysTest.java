package io.insideout.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RowKeysTest {
  private final RowKeys<String> shipments = RowKeys.named(Function.identity(), '-');

  @Test
  void a_row_is_named_by_its_value_and_stands_where_the_key_of_its_record_does() {
    assertThat(shipments.of().apply("0193-7a", "0193-7a-12")).isEqualTo("0193-7a-12");
    assertThat(shipments.recordKey().apply("0193-7a-12")).isEqualTo("0193-7a");
  }

  @Test
  void a_name_that_no_row_has_stands_somewhere() {
    assertThat(shipments.recordKey().apply("none")).isEqualTo("none");
    assertThat(shipments.recordKey().apply("")).isEmpty();
    assertThat(shipments.recordKey().apply("-")).isEmpty();
  }
}
