package io.insideout.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreferenceTest {
  private static final List<URI> DOORS =
      IntStream.range(0, 4).mapToObj(i -> URI.create("http://127.0.0.1:900" + i)).toList();
  private static final List<String> CALLERS =
      IntStream.range(0, 4_000).mapToObj(i -> "caller-" + i).toList();

  private final Preference preference = new Preference();

  private Map<String, URI> first(List<URI> doors) {
    return CALLERS.stream()
        .collect(
            Collectors.toMap(
                Function.identity(), caller -> preference.order(doors, caller).getFirst()));
  }

  @Test
  void callers_are_spread_over_all_doors_alike() {
    Map<URI, Long> byDoor =
        first(DOORS).values().stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(byDoor).hasSize(4);
    assertThat(byDoor.values()).allMatch(callers -> callers > 800 && callers < 1_200);
  }

  @Test
  void a_caller_keeps_its_door_whoever_else_comes_or_goes() {
    Map<String, URI> before = first(DOORS);
    Map<String, URI> after = first(DOORS.subList(0, 3));

    assertThat(CALLERS)
        .filteredOn(caller -> !DOORS.getLast().equals(before.get(caller)))
        .allMatch(caller -> Objects.equals(after.get(caller), before.get(caller)));
    assertThat(CALLERS)
        .filteredOn(caller -> DOORS.getLast().equals(before.get(caller)))
        .extracting(after::get)
        .containsAll(DOORS.subList(0, 3));
  }

  @Test
  void a_door_that_was_silent_is_asked_after_the_others() {
    URI first = preference.order(DOORS, "ada").getFirst();
    preference.silent(first);

    assertThat(preference.order(DOORS, "ada")).hasSize(4).endsWith(first);
    assertThat(preference.order(List.of(first), "ada")).containsExactly(first);
  }
}
