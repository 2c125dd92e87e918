package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.chaos.Chaos;
import io.insideout.chaos.Outcome;
import io.insideout.chaos.plan.Fault;
import io.insideout.chaos.plan.Plan;
import io.insideout.runtime.Service;
import io.insideout.services.ServiceSettings;
import io.insideout.services.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The fault runner at the database alone, for a short time. Longer, and with all the rest, is for
/// `./insideout chaos --database`.
@Tag("long")
class ChaosDatabaseTest {
  private static final long SEED = 1;
  private static final Duration LENGTH = Duration.ofSeconds(20);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void whateverComesOfTheDatabaseNothingIsLostNothingDoubledAndOrdersAreTaken() throws Exception {
    List<String> services =
        Services.all(ServiceSettings.DEFAULTS).stream().map(Service::name).toList();
    Chaos chaos =
        new Chaos(
            new Chaos.Setup(
                Cli::command, services, Services.groups(), true, directory.resolve("run")),
            System.out::println);
    List<Plan.Step> steps =
        List.of(
            at(1, new Fault.PauseDatabase(Duration.ofSeconds(5))),
            at(8, new Fault.KillDatabase()),
            at(12, new Fault.Kill("connect", Duration.ofMillis(500))));

    Outcome outcome = chaos.run(new Plan(SEED, List.of(new Plan.Round(LENGTH, steps))));

    assertThat(outcome.lines()).as("kept in %s", directory).isEmpty();
    assertThat(outcome.rounds())
        .singleElement()
        .satisfies(round -> assertThat(round.calls()).containsKeys("Place Accepted", "Look Row"));
  }

  private static Plan.Step at(long second, Fault fault) {
    return new Plan.Step(Duration.ofSeconds(second), fault);
  }
}
