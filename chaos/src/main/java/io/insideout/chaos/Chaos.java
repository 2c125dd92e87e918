package io.insideout.chaos;

import io.insideout.chaos.bank.Bank;
import io.insideout.chaos.parts.Fleet;
import io.insideout.chaos.parts.Program;
import io.insideout.chaos.plan.Fault;
import io.insideout.chaos.plan.Plan;
import io.insideout.chaos.warehouse.Account;
import io.insideout.chaos.warehouse.Clerks;
import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  /// @param database whether there is a database beside the log, where products and stock are kept
  /// @param directory where everything is kept; it may not exist yet
  public record Setup(
      Program program,
      List<String> services,
      List<String> groups,
      boolean database,
      Path directory) {}

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
        Fleet fleet =
            new Fleet(
                setup.program(),
                setup.services(),
                setup.directory(),
                bank.url(),
                setup.database())) {
      progress.accept("starting " + fleet.children().size() + " processes");
      fleet.start(START_WITHIN);
      Account account = new Account();
      try (Clerks clerks = new Clerks(fleet.database(), account)) {
        // What is in the tables when they are looked at first is read in another way.
        clerks.open();
        List<String> troubles = fleet.awaitReady(START_WITHIN);
        if (!troubles.isEmpty()) {
          throw new StartFailure("The system does not start: " + String.join("; ", troubles));
        }
        return new Rounds(setup, fleet, disk, bank, clerks, account, progress).run(plan);
      }
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
}
