package io.insideout.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.http.Problem;
import io.insideout.runtime.view.Sight.Place;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SightTest {
  @Test
  void positions_are_written_as_they_are_read() {
    Map<Place, Long> positions = Sight.positions("orders/1/99,orders/0/1234 , products/0/5");

    assertThat(positions)
        .containsExactly(
            Map.entry(new Place("orders", 0), 1_234L),
            Map.entry(new Place("orders", 1), 99L),
            Map.entry(new Place("products", 0), 5L));
    assertThat(Sight.text(positions)).isEqualTo("orders/0/1234, orders/1/99, products/0/5");
  }

  @Test
  void of_one_place_the_furthest_counts() {
    assertThat(Sight.positions("orders/0/7, orders/0/9, orders/0/8"))
        .containsExactly(Map.entry(new Place("orders", 0), 9L));
  }

  @Test
  void all_that_is_committed_can_be_required_and_places_besides() {
    assertThat(AtLeast.of("")).isEqualTo(new AtLeast(Map.of(), false));
    assertThat(AtLeast.of(" committed ")).isEqualTo(new AtLeast(Map.of(), true));
    AtLeast both = AtLeast.of("orders/0/7, committed,orders/1/9");
    assertThat(both.committed()).isTrue();
    assertThat(both.text()).isEqualTo("committed, orders/0/7, orders/1/9");
    assertThat(AtLeast.of(both.text())).isEqualTo(both);
    assertThatThrownBy(() -> AtLeast.of("committed, orders"))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(400));
  }

  @Test
  void nothing_is_required_where_nothing_is_said() {
    assertThat(Sight.positions(" ")).isEmpty();
    assertThat(Sight.of(Optional.empty(), Optional.empty()).headers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "orders/0",
        "orders/0/",
        "orders/-1/5",
        "orders/0/-5",
        "orders/0/99999999999999999999",
        "orders/0/1,",
        "or ders/0/1",
        "orders/0/1;orders/1/1"
      })
  void what_is_not_of_that_form_is_refused(String text) {
    assertThatThrownBy(() -> Sight.positions(text))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(400));
  }

  @Test
  void a_header_is_bounded_and_ends_with_a_whole_place() {
    Map<Place, Long> many =
        IntStream.range(0, 1_000)
            .boxed()
            .collect(Collectors.toMap(p -> new Place("orders", p), _ -> 123_456_789L));

    String text = Sight.text(many);

    assertThat(text.length()).isBetween(3_900, 4_096);
    assertThat(many).containsAllEntriesOf(Sight.positions(text));
  }
}
