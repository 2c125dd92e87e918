package io.insideout.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.story.Changes.Change;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangesTest {
  @Test
  void a_change_names_the_place_however_deep_it_is() {
    assertThat(
            Changes.between(
                Map.of("parcels", List.of(Map.of("delivered", false))),
                Map.of("parcels", List.of(Map.of("delivered", true)))))
        .containsExactly(new Change("parcels[0].delivered", false, true));
  }

  @Test
  void what_is_new_or_gone_has_one_side() {
    assertThat(Changes.between(Map.of("a", List.of(1)), Map.of("a", List.of(1, 2))))
        .containsExactly(new Change("a[1]", null, 2));
    assertThat(Changes.between(Map.of("a", 1, "b", 2), Map.of("a", 1)))
        .containsExactly(new Change("b", 2, null));
  }

  @Test
  void the_same_has_no_changes_and_its_number_is_none() {
    assertThat(Changes.between(Map.of("version", 1, "a", 1), Map.of("version", 2, "a", 1)))
        .isEmpty();
  }

  @Test
  void there_is_an_end_to_them() {
    List<Integer> many = IntStream.range(0, 1_000).boxed().toList();
    assertThat(Changes.between(List.of(), many)).hasSize(Changes.MOST);
  }
}
