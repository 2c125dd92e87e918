package io.insideout.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final List<String> SERVICES = List.of("orders", "inventory", "fraud");

  @Test
  void theSameSeedMakesTheSamePlanAndAnotherMakesAnother() {
    assertThat(plan(7)).isEqualTo(plan(7));
    assertThat(plan(7).lines()).isNotEqualTo(plan(8).lines());
  }

  @Test
  void everyKindOfFaultComesUpAgainstEveryProcess() {
    List<Fault> faults =
        IntStream.range(0, 50).mapToObj(PlanTest::plan).flatMap(PlanTest::faults).toList();

    assertThat(kinds(faults, fault -> fault.getClass().getSimpleName()))
        .containsExactlyInAnyOrder(
            "Kill", "Restart", "Pause", "Wipe", "Poison", "Repeat", "FullDisk");
    assertThat(kinds(faults.stream().filter(Fault.Pause.class::isInstance).toList(), Fault::part))
        .containsExactlyInAnyOrder("log", "gateway", "orders", "inventory", "fraud");
    assertThat(kinds(faults.stream().filter(Fault.Kill.class::isInstance).toList(), Fault::part))
        .containsExactlyInAnyOrder("log", "gateway", "orders", "inventory", "fraud");
  }

  @Test
  void stopsAreShorterAndLongerThanTransactionsAndSessionsLast() {
    List<Long> seconds =
        IntStream.range(0, 50)
            .mapToObj(PlanTest::plan)
            .flatMap(PlanTest::faults)
            .filter(Fault.Pause.class::isInstance)
            .map(fault -> ((Fault.Pause) fault).length().toSeconds())
            .toList();

    assertThat(seconds).anyMatch(length -> length < 10);
    assertThat(seconds).anyMatch(length -> length > 10 && length < 45);
    assertThat(seconds).anyMatch(length -> length > 45);
  }

  private static Plan plan(long seed) {
    return Plan.of(seed, 2, Duration.ofMinutes(1), SERVICES);
  }

  private static java.util.stream.Stream<Fault> faults(Plan plan) {
    return plan.rounds().stream().flatMap(round -> round.steps().stream()).map(Plan.Step::fault);
  }

  private static Set<String> kinds(List<Fault> faults, Function<Fault, String> kind) {
    return faults.stream().map(kind).collect(Collectors.toSet());
  }
}
