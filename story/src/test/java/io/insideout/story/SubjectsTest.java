package io.insideout.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubjectsTest {
  private static final byte[] RUBBISH = {1, 2, 3};

  private final Subjects subjects = new Subjects(Given.SCHEMAS);

  private String of(
      Topic<?> topic, @Nullable String key, byte @Nullable [] value, Map<String, String> headers) {
    return subjects.of(Given.bytes(topic, 3, key, value, headers)).orElse("nothing");
  }

  @Test
  void what_a_record_says_it_belongs_to_counts_before_its_key() {
    Map<String, String> headers = Map.of(Causes.CORRELATION_ID, "o-1", Causes.CAUSE, "orders/0/1");
    assertThat(of(Topics.STOCK_RESERVATIONS, "TEA", RUBBISH, headers)).isEqualTo("order/o-1");
    assertThat(of(Topics.ORDERS, "o-2", RUBBISH, headers)).isEqualTo("order/o-1");
    assertThat(of(Topics.DEAD_LETTERS, "fraud/orders/0/1", RUBBISH, headers))
        .isEqualTo("order/o-1");
  }

  @Test
  void what_says_nothing_is_of_its_key_where_that_is_an_order() {
    for (Topic<?> topic : Subjects.TOPICS) {
      String about = of(topic, "k", RUBBISH, Map.of());
      assertThat(about)
          .as(topic.name())
          .isEqualTo(
              topic.key().equals("order id")
                  ? "order/k"
                  : topic.equals(Topics.SUSPICIOUS_CARDS) ? "card/k" : "nothing");
    }
  }

  @Test
  void a_value_that_names_an_order_is_about_it() {
    byte[] entry =
        Given.SCHEMAS
            .serde(Topics.STOCK_RESERVATIONS)
            .serializer()
            .serialize(
                "stock-reservations",
                new StockReservation("TEA", "o-9", ReservationChange.RESERVED, 1L, 1L, 5L, 0L));
    assertThat(of(Topics.STOCK_RESERVATIONS, "TEA", entry, Map.of())).isEqualTo("order/o-9");
  }

  @Test
  void what_tells_its_cause_alone_is_found_by_that() {
    Map<String, String> headers = Map.of(Causes.CAUSE, "orders/0/1");
    assertThat(of(Topics.DEAD_LETTERS, "k", RUBBISH, headers)).isEqualTo("cause/orders/0/1");
    assertThat(of(Topics.STOCK_RESERVATIONS, null, null, headers)).isEqualTo("cause/orders/0/1");
    assertThat(of(Topics.ORDERS, null, null, Map.of())).isEqualTo("nothing");
  }

  @Test
  void every_topic_whose_key_is_an_order_is_read() {
    assertThat(Topics.all().stream().filter(topic -> topic.key().equals("order id")).toList())
        .isNotEmpty()
        .allMatch(Subjects.TOPICS::contains);
  }
}
