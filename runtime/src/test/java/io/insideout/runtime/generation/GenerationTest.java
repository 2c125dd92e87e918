package io.insideout.runtime.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationTest {
  private static final Generation SECOND = new Generation("inventory", 2);

  @Test
  void the_first_is_called_as_the_service_is_and_the_others_by_their_numbers() {
    assertThat(SECOND.numbered(1).group()).isEqualTo("inventory");
    assertThat(SECOND.group())
        .isEqualTo("inventory-g2")
        .startsWith(Generation.laterGroups("inventory"));
    assertThat(Generation.service("inventory-g2")).isEqualTo("inventory");
    assertThat(Generation.service("inventory")).isEqualTo("inventory");
    assertThat(Generation.service("payments-cashier")).isEqualTo("payments-cashier");
    assertThatThrownBy(() -> SECOND.numbered(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1, inventory-order-holds-changelog, true",
    "1, inventory-stock-requests-repartition, true",
    "1, inventory-g2-order-holds-changelog, false",
    "1, inventory-gifts-changelog, true",
    "1, inventory-order-holds, false",
    "1, orders-checks-changelog, false",
    "2, inventory-g2-order-holds-changelog, true",
    "2, inventory-g22-order-holds-changelog, false",
    "2, inventory-order-holds-changelog, false"
  })
  void an_internal_topic_is_of_one_of_them(int number, String topic, boolean isIts) {
    assertThat(SECOND.numbered(number).isInternal(topic)).isEqualTo(isIts);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, NOW", "2, 1, OVER", "2, 2, NOW", "2, 3, LATER", "1, 3, LATER"})
  void it_works_in_its_turn_alone(int inCharge, int number, Turn turn) {
    assertThat(SECOND.numbered(number).turn(Standing.of(inCharge))).isEqualTo(turn);
  }

  @ParameterizedTest
  @CsvSource({"1, OVER", "2, LATER", "3, LATER"})
  void between_two_nobody_works(int number, Turn turn) {
    assertThat(SECOND.numbered(number).turn(Standing.of(1).calling(2))).isEqualTo(turn);
  }

  @Test
  void nobody_is_called_who_was_before() {
    assertThatThrownBy(() -> new Standing(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Standing(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "inventory-0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0-1, 1",
    "inventory-g2-0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0-12, 2",
    "inventory-0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0, 0",
    "insideout-generations-inventory, 0",
    "inventory-else-0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0-1, 0"
  })
  void it_knows_the_transactions_of_its_own_threads(String id, int number) {
    for (int one : new int[] {1, 2}) {
      assertThat(SECOND.numbered(one).isTransaction(id)).isEqualTo(one == number);
    }
  }
}
