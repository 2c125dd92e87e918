package io.insideout.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MarksTest {
  private final AtomicLong nowNanos = new AtomicLong();
  private final Marks marks = new Marks(nowNanos::get);

  @Test
  void the_next_must_be_as_far_as_what_was_shown() {
    marks.shown("/api/orders/{id}", "orders/0/7, orders/1/20");
    marks.shown("/api/orders/{id}", "orders/0/9, orders/1/3");

    assertThat(marks.required("/api/orders/{id}", Optional.empty()))
        .contains("orders/0/9, orders/1/20");
  }

  @Test
  void what_another_route_has_shown_of_the_same_topic_counts() {
    marks.shown("/api/orders/{id}", "orders/0/7");
    marks.shown("/api/orders", "orders/0/9");

    assertThat(marks.required("/api/orders/{id}", Optional.empty())).contains("orders/0/9");
  }

  @Test
  void of_topics_that_a_route_does_not_show_nothing_is_required() {
    marks.shown("/api/orders", "orders/0/9");
    marks.shown("/api/products", "products/0/5");

    assertThat(marks.required("/api/products", Optional.empty())).contains("products/0/5");
    assertThat(marks.required("/api/stock", Optional.empty())).isEmpty();
  }

  @Test
  void a_caller_may_ask_for_more() {
    marks.shown("/api/orders", "orders/0/9, orders/1/9");

    assertThat(marks.required("/api/orders", Optional.of("orders/1/12, orders/0/3")))
        .contains("orders/0/9, orders/1/12");
    assertThat(marks.required("/api/orders", Optional.of("committed")))
        .contains("committed, orders/0/9, orders/1/9");
    assertThat(marks.required("/api/stock", Optional.of("committed"))).contains("committed");
  }

  @Test
  void what_has_not_moved_for_a_minute_is_forgotten() {
    marks.shown("/api/orders", "orders/0/9");
    nowNanos.addAndGet(Duration.ofSeconds(59).toNanos());
    marks.shown("/api/orders", "orders/1/4");
    nowNanos.addAndGet(Duration.ofSeconds(2).toNanos());

    assertThat(marks.required("/api/orders", Optional.empty())).contains("orders/1/4");
  }
}
