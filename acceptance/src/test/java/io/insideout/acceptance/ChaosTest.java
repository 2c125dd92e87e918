package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.chaos.Chaos;
import io.insideout.chaos.Outcome;
import io.insideout.chaos.plan.Plan;
import io.insideout.runtime.Service;
import io.insideout.services.ServiceSettings;
import io.insideout.services.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A short run of the fault runner, always the same. Longer ones, and others, are for `./insideout
/// chaos`.
class ChaosTest {
  /// Kills the log, inventory, orders in the middle of a transaction, and payments between a charge
  /// and its record; lets shipping read again what it had read, stops products, and puts bad
  /// records among the shipments and what the warehouse says of them.
  private static final long SEED = 3_927;

  private static final Duration LENGTH = Duration.ofSeconds(45);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void underFaultsNobodyIsToldWhatTheLogDoesNotHold() throws Exception {
    List<String> services =
        Services.all(ServiceSettings.DEFAULTS).stream().map(Service::name).toList();
    Chaos chaos =
        new Chaos(
            new Chaos.Setup(
                Cli::command, services, Services.groups(), false, directory.resolve("run")),
            System.out::println);

    Outcome outcome = chaos.run(Plan.of(SEED, 1, LENGTH, services));

    assertThat(outcome.lines()).as("kept in %s", directory).isEmpty();
    assertThat(outcome.rounds())
        .singleElement()
        .satisfies(
            round ->
                assertThat(round.calls())
                    .containsKeys("Place Accepted", "Read Shown", "Wait Shown", "Put Row"));
  }
}
