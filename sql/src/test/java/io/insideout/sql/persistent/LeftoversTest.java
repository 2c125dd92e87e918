package io.insideout.sql.persistent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftoversTest {
  private final Leftovers leftovers = Leftovers.of("cards-1");

  @ParameterizedTest
  @ValueSource(strings = {"insideout-sql-cards-1-0-1", "insideout-sql-cards-1-12-345"})
  void the_transactions_of_the_query_are_its_own(String transactionalId) {
    assertThat(leftovers.isOf(transactionalId)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insideout-sql-cards-10-0-1",
        "insideout-sql-cards-1-eu-1-0-1",
        "insideout-sql-cards-2-0-1",
        "insideout-orders-0-1",
        "insideout-sql-cards-1"
      })
  void those_of_others_are_not(String transactionalId) {
    assertThat(leftovers.isOf(transactionalId)).isFalse();
  }

  @Test
  void a_query_into_a_topic_that_is_called_as_this_query_is_another() {
    assertThat(Leftovers.of("cards-1-1").isOf("insideout-sql-cards-1-1-0-7")).isTrue();
    assertThat(leftovers.isOf("insideout-sql-cards-1-1-0-7")).isFalse();
  }
}
