package io.insideout.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @Test
  void what_the_standard_gives_as_an_example_is_taken_apart_and_put_together_again() {
    String header = "00-" + TRACE + "-" + SPAN + "-01";
    assertThat(Traceparent.parse(header)).isEqualTo(new Traceparent(TRACE, SPAN, "01"));
    assertThat(String.valueOf(Traceparent.parse(header))).isEqualTo(header);
  }

  @Test
  void what_begins_here_is_well_formed() {
    Traceparent random = Traceparent.random();
    assertThat(Traceparent.parse(random.toString())).isEqualTo(random);
    Traceparent child = random.child("orders/0/17");
    assertThat(Traceparent.parse(child.toString())).isEqualTo(child);
    Traceparent rooted = Traceparent.rooted("stock/3/4");
    assertThat(Traceparent.parse(rooted.toString())).isEqualTo(rooted);
  }

  @Test
  void that_a_trace_begins_here_is_seen_of_what_begins_it_and_of_nothing_else() {
    Traceparent random = Traceparent.random();
    assertThat(random.isBeginning()).isTrue();
    assertThat(random.isSampled()).isTrue();
    assertThat(Traceparent.of(random, "order-commands/0/17").isBeginning()).isFalse();
    assertThat(Traceparent.of(null, "stock/3/4").isBeginning()).isFalse();
    assertThat(new Traceparent(TRACE, SPAN, "00").isSampled()).isFalse();
    assertThat(new Traceparent(TRACE, SPAN, "02").isSampled()).isFalse();
    assertThat(new Traceparent(TRACE, SPAN, "03").isSampled()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e47366-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
        "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
        "00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"
      })
  void what_is_malformed_is_no_trace(String header) {
    assertThat(Traceparent.parse(header)).isNull();
  }
}
