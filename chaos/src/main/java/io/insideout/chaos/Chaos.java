package io.insideout.chaos;

import io.insideout.chaos.bank.Bank;
import io.insideout.chaos.history.History;
import io.insideout.chaos.history.HistoryCheck;
import io.insideout.chaos.load.Load;
import io.insideout.chaos.parts.Child;
import io.insideout.chaos.parts.Fleet;
import io.insideout.chaos.parts.Program;
import io.insideout.chaos.plan.Fault;
import io.insideout.chaos.plan.Plan;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.verify.Violation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs a plan against the system: starts it in processes of its own, lets callers at it, does to
/// it what the plan says, lets it finish, and holds all laws against it; round by round, until the
/// plan is done or a law is broken.
public final class Chaos {
  private static final Duration START_WITHIN = Duration.ofMinutes(3);

  /// What it is run with.
  ///
  /// @param program starts a part in a process
  /// @param services the services, a process each
  /// @param groups those of them that are consumer groups
  /// @param directory where everything is kept; it may not exist yet
  public record Setup(
      Program program, List<String> services, List<String> groups, Path directory) {}

  private final Setup setup;
  private final Consumer<String> progress;

  /// @param progress is told what happens, a line at a time
  public Chaos(Setup setup, Consumer<String> progress) {
    this.setup = setup;
    this.progress = progress;
  }

  /// Runs a plan. Nothing of it runs any more when this returns.
  ///
  /// @throws StartFailure if the system does not even start
  /// @throws IOException if the directory cannot be used
  public Outcome run(Plan plan) throws IOException, InterruptedException {
    Files.createDirectories(setup.directory());
    try (Disk disk = disk(plan)) {
      Outcome outcome = run(plan, disk);
      if (!outcome.holds()) {
        disk.keep(setup.directory().resolve("log-on-the-small-disk"));
      }
      return outcome;
    }
  }

  private Outcome run(Plan plan, Disk disk) throws IOException, InterruptedException {
    try (Bank bank = new Bank(plan.seed());
        Fleet fleet = new Fleet(setup.program(), setup.services(), setup.directory(), bank.url())) {
      progress.accept("starting " + fleet.children().size() + " processes");
      List<String> troubles = fleet.awaitReady(START_WITHIN);
      if (!troubles.isEmpty()) {
        throw new StartFailure("The system does not start: " + String.join("; ", troubles));
      }
      return rounds(plan, fleet, disk, bank);
    }
  }

  private Disk disk(Plan plan) throws IOException, InterruptedException {
    boolean wanted =
        plan.rounds().stream()
            .flatMap(round -> round.steps().stream())
            .anyMatch(step -> step.fault() instanceof Fault.FullDisk);
    Path directory = setup.directory().resolve("parts").resolve("log");
    return wanted ? Disk.mount(directory) : Disk.none(directory);
  }

  private Outcome rounds(Plan plan, Fleet fleet, Disk disk, Bank bank)
      throws IOException, InterruptedException {
    RunFile at = fleet.child("log").runFile().orElseThrow();
    LogClient log = LogClient.at(at.bootstrapServers());
    Schemas schemas = Schemas.at(URI.create(at.registry()));
    Child gateway = fleet.child("gateway");
    History history = new History();
    HistoryCheck check = new HistoryCheck();
    Judge judge = new Judge(log, schemas, bank, setup.groups(), setup.directory());
    List<RoundResult> results = new ArrayList<>();
    try (Load load = new Load(() -> door(gateway), history);
        Injector injector = new Injector(log)) {
      List<String> unsold = load.open();
      if (!unsold.isEmpty()) {
        throw new StartFailure("Nothing can be put on sale: " + unsold);
      }
      for (int number = 0; number < plan.rounds().size(); number++) {
        progress.accept("round %d of %d".formatted(number + 1, plan.rounds().size()));
        Strikes strikes =
            new Strikes(fleet, log, schemas, injector, disk, bank, history, progress, plan.seed());
        load.start(plan.seed(), number);
        strikes.run(plan.rounds().get(number));
        List<Violation> violations = new ArrayList<>(strikes.settle());
        load.worksAgain(plan.seed(), number)
            .ifPresent(
                told ->
                    violations.add(
                        new Violation('U', "no order gets through: " + told, List.of())));
        load.await();
        progress.accept(
            "all is up; holding the laws against %,d calls, and %,d orders that the provider was asked about"
                .formatted(history.calls().size(), bank.statements().size()));
        RoundResult result =
            judge.judge(number + 1, check, history, fleet, strikes.notes(), violations);
        results.add(result);
        progress.accept(result.toString());
        if (!result.violations().isEmpty()) {
          history.write(setup.directory().resolve("calls-of-round-%d.txt".formatted(number + 1)));
          break;
        }
        history.clear();
      }
    }
    return new Outcome(plan.seed(), results);
  }

  private static Optional<URI> door(Child gateway) {
    return gateway.runFile().map(file -> URI.create(file.http()));
  }
}
