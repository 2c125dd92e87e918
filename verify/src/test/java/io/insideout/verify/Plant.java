package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;

/// A clause of a law, broken once in a correct history. It has to be found, by the law that it
/// belongs to and at the record that was tampered with.
///
/// @param law who has to find it
/// @param says what the sentence has to say
/// @param plant breaks the history, and tells where
record Plant(String name, char law, String says, Function<PlantedLog, Coordinates> plant) {
  private static final long[] SEEDS = {101, 102, 103};
  private static final int ORDERS = 150;

  void assertFound() {
    for (long seed : SEEDS) {
      PlantedLog log = new PlantedLog(History.of(seed, ORDERS));
      Coordinates at = plant.apply(log);
      Report report = Audit.of(log.entries(), Quiet.yes("all was worked off"));
      assertThat(report.law(law).first())
          .as("seed %d, planted at %s%n%s", seed, at, report)
          .anyMatch(v -> v.at().contains(at) && v.sentence().contains(says));
    }
  }

  @Override
  public String toString() {
    return law + ": " + name;
  }
}
