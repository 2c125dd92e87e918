package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.OrderState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectHistoryTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void a_correct_history_breaks_no_law(long seed) {
    Report report = Audit.of(History.of(seed, 200), Quiet.yes("all was worked off"));
    assertThat(report.laws()).as("seed %d%n%s", seed, report).allMatch(LawReport::holds);
    assertThat(report.law('A').counted()).containsEntry("orders", 200L);
    assertThat(report.law('B').counted()).containsKeys("validated", "rejected");
    assertThat(report.law('E').counted().get("releases")).isPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22, 23})
  void the_order_between_partitions_does_not_matter(long seed) {
    List<Entry> history = History.of(seed, 100);
    Report one = Audit.of(history, Quiet.yes("all was worked off"));
    Report other = Audit.of(shuffled(history, new Random(seed)), Quiet.yes("all was worked off"));
    assertThat(other.holds()).as("seed %d%n%s", seed, other).isTrue();
    assertThat(other.laws()).isEqualTo(one.laws());
  }

  /// Any prefix of a history that still goes on is free of violations: what is missing may come.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {31, 32, 33})
  void a_history_that_is_cut_anywhere_breaks_no_law_while_the_system_works(long seed) {
    List<Entry> history = History.of(seed, 30);
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      // Each partition is cut at a place of its own, as when their ends are looked up one by one.
      Map<Cut.Place, Long> ends = new LinkedHashMap<>();
      for (Entry entry : history) {
        ends.computeIfAbsent(
            new Cut.Place(entry.at().topic(), entry.at().partition()),
            _ -> (long) random.nextInt(60));
      }
      try (Scratch scratch = Scratch.inMemory()) {
        Audit audit = new Audit(scratch, List.of());
        Cut read = Cut.before(ends);
        history.stream().filter(entry -> read.holds(entry.at())).forEach(audit::accept);
        Report report = audit.finish(new Moment(Quiet.no("cut"), Cut.before(Map.of()), read));
        assertThat(report.holds()).as("seed %d, round %d%n%s", seed, round, report).isTrue();
      }
    }
  }

  /// As the verifier reads a log that grows: up to a first cut, and then on to a later one, with
  /// what rests on nothing but the first.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {41, 42, 43})
  void what_is_ripe_has_all_it_rests_on_before_the_second_cut(long seed) {
    List<Entry> history = History.of(seed, 40);
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      int first = random.nextInt(history.size());
      // The entries of one transaction are written within so many records.
      int second = Math.min(history.size(), first + 10);
      try (Scratch scratch = Scratch.inMemory()) {
        Audit audit = new Audit(scratch, List.of());
        history.subList(0, second).forEach(audit::accept);
        Report report =
            audit.finish(
                new Moment(
                    Quiet.no("it works"),
                    end(history.subList(0, first)),
                    end(history.subList(0, second))));
        assertThat(report.holds()).as("seed %d, round %d%n%s", seed, round, report).isTrue();
      }
    }
  }

  /// The counterpart: what is missing to a ripe record is found while the system works.
  @Test
  void what_is_missing_to_a_ripe_record_is_found_while_the_system_works() {
    PlantedLog log = new PlantedLog(History.of(44, 40));
    Entry ended = log.ended(OrderState.VALIDATED);
    Entry card =
        log.answer(
            Kind.orderId(PlantedLog.value(ended)), answer -> answer.getCovers().contains("card"));
    log.remove(card);
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, List.of());
      log.entries().forEach(audit::accept);
      Cut all = end(log.entries());
      Report report = audit.finish(new Moment(Quiet.no("it works"), all, all));
      assertThat(report.law('C').first()).anyMatch(v -> v.at().contains(ended.at()));
    }
  }

  private static Cut end(List<Entry> entries) {
    Map<Cut.Place, Long> ends = new LinkedHashMap<>();
    for (Entry entry : entries) {
      ends.put(new Cut.Place(entry.at().topic(), entry.at().partition()), entry.at().offset() + 1);
    }
    return Cut.before(ends);
  }

  private static List<Entry> shuffled(List<Entry> history, Random random) {
    Map<Cut.Place, List<Entry>> partitions = new LinkedHashMap<>();
    for (Entry entry : history) {
      partitions
          .computeIfAbsent(
              new Cut.Place(entry.at().topic(), entry.at().partition()), _ -> new ArrayList<>())
          .add(entry);
    }
    List<List<Entry>> left = new ArrayList<>(partitions.values());
    List<Entry> shuffled = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Entry> partition = left.get(random.nextInt(left.size()));
      shuffled.add(partition.removeFirst());
      left.removeIf(List::isEmpty);
    }
    return shuffled;
  }
}
