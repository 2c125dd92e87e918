package io.insideout.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final List<String> SERVICES =
      List.of(
          "orders", "inventory", "fraud", "details", "payments", "shipping", "email", "products");
  private static final Set<String> ALL =
      Stream.concat(Stream.of("log", "gateway"), SERVICES.stream()).collect(Collectors.toSet());

  @Test
  void theSameSeedMakesTheSamePlanAndAnotherMakesAnother() {
    assertThat(plan(7)).isEqualTo(plan(7));
    assertThat(plan(7).lines()).isNotEqualTo(plan(8).lines());
  }

  @Test
  void everyKindOfFaultComesUpAgainstEveryProcess() {
    List<Fault> faults = manyFaults();

    assertThat(kinds(faults, fault -> fault.getClass().getSimpleName()))
        .containsExactlyInAnyOrder(
            "Kill",
            "KillInTransaction",
            "KillBeforeRecord",
            "Restart",
            "Pause",
            "Wipe",
            "Rewind",
            "Poison",
            "Repeat",
            "FullDisk");
    assertThat(parts(faults, Fault.Pause.class)).isEqualTo(ALL);
    assertThat(parts(faults, Fault.Kill.class)).isEqualTo(ALL);
  }

  @Test
  void aTransactionIsCutShortWhereThereIsOne() {
    assertThat(parts(manyFaults(), Fault.KillInTransaction.class))
        .containsExactlyInAnyOrder(
            "orders", "inventory", "fraud", "details", "payments", "shipping", "email");
  }

  @Test
  void onlyPaymentsAsksAProvider() {
    assertThat(parts(manyFaults(), Fault.KillBeforeRecord.class)).containsExactly("payments");
  }

  @Test
  void onlyThoseReadAgainThatRememberWhatTheyAnswered() {
    assertThat(parts(manyFaults(), Fault.Rewind.class))
        .containsExactlyInAnyOrder("orders", "inventory", "fraud", "payments", "shipping", "email");
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

  @Test
  void withADatabaseAllElseIsAsItWas() {
    assertThat(faults(plan(7).withDatabase()))
        .containsSubsequence(faults(plan(7)).toList())
        .hasSizeGreaterThan((int) faults(plan(7)).count());
    assertThat(plan(7).withDatabase()).isEqualTo(plan(7).withDatabase());
  }

  @Test
  void everyKindOfFaultComesUpAgainstTheDatabase() {
    List<Fault> faults =
        IntStream.range(0, 50)
            .mapToObj(seed -> plan(seed).withDatabase())
            .flatMap(PlanTest::faults)
            .filter(fault -> fault.part().equals("connect"))
            .toList();

    assertThat(kinds(faults, fault -> fault.getClass().getSimpleName()))
        .containsExactlyInAnyOrder(
            "Kill",
            "Pause",
            "KillDatabase",
            "KillBoth",
            "PauseDatabase",
            "StopCapture",
            "LoseSlot");
    assertThat(faults)
        .contains(new Fault.LoseSlot(true), new Fault.LoseSlot(false))
        .anyMatch(
            fault -> fault instanceof Fault.PauseDatabase pause && pause.length().toSeconds() > 40);
  }

  private static List<Fault> manyFaults() {
    return IntStream.range(0, 50).mapToObj(PlanTest::plan).flatMap(PlanTest::faults).toList();
  }

  private static Set<String> parts(List<Fault> faults, Class<? extends Fault> kind) {
    return kinds(faults.stream().filter(kind::isInstance).toList(), Fault::part);
  }

  private static Plan plan(long seed) {
    return Plan.of(seed, 2, Duration.ofMinutes(1), SERVICES);
  }

  private static Stream<Fault> faults(Plan plan) {
    return plan.rounds().stream().flatMap(round -> round.steps().stream()).map(Plan.Step::fault);
  }

  private static Set<String> kinds(List<Fault> faults, Function<Fault, String> kind) {
    return faults.stream().map(kind).collect(Collectors.toSet());
  }
}
