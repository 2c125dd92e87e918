package io.insideout.chaos;

import io.insideout.chaos.Chaos.Setup;
import io.insideout.chaos.bank.Bank;
import io.insideout.chaos.history.DatabaseAway;
import io.insideout.chaos.history.History;
import io.insideout.chaos.history.HistoryCheck;
import io.insideout.chaos.load.Load;
import io.insideout.chaos.parts.Child;
import io.insideout.chaos.parts.Fleet;
import io.insideout.chaos.plan.Fault;
import io.insideout.chaos.plan.Plan;
import io.insideout.chaos.warehouse.Account;
import io.insideout.chaos.warehouse.Clerks;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.verify.Violation;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The rounds of a run, against a system that is up.
final class Rounds {
  private final Setup setup;
  private final Fleet fleet;
  private final Disk disk;
  private final Bank bank;
  private final Clerks clerks;
  private final Account account;
  private final Consumer<String> progress;

  Rounds(
      Setup setup,
      Fleet fleet,
      Disk disk,
      Bank bank,
      Clerks clerks,
      Account account,
      Consumer<String> progress) {
    this.setup = setup;
    this.fleet = fleet;
    this.disk = disk;
    this.bank = bank;
    this.clerks = clerks;
    this.account = account;
    this.progress = progress;
  }

  Outcome run(Plan plan) throws IOException, InterruptedException {
    RunFile at = fleet.child("log").runFile().orElseThrow();
    LogClient log = LogClient.at(at.bootstrapServers());
    Schemas schemas = Schemas.at(URI.create(at.registry()));
    Child gateway = fleet.child("gateway");
    History history = new History();
    HistoryCheck check = new HistoryCheck();
    Judge judge = new Judge(log, schemas, bank, setup.groups(), account, setup.directory());
    List<RoundResult> results = new ArrayList<>();
    try (Load load = new Load(() -> door(gateway), history, !setup.database());
        Injector injector = new Injector(log)) {
      List<String> unsold = setup.database() ? List.of() : load.open();
      if (!unsold.isEmpty()) {
        throw new StartFailure("Nothing can be put on sale: " + unsold);
      }
      for (int number = 0; number < plan.rounds().size(); number++) {
        progress.accept("round %d of %d".formatted(number + 1, plan.rounds().size()));
        Strikes strikes =
            new Strikes(fleet, log, schemas, injector, disk, bank, history, progress, plan.seed());
        load.start(plan.seed(), number);
        clerks.start(plan.seed(), number);
        strikes.run(plan.rounds().get(number));
        List<Violation> violations = new ArrayList<>(strikes.settle());
        load.worksAgain(plan.seed(), number)
            .ifPresent(
                told ->
                    violations.add(
                        new Violation('U', "no order gets through: " + told, List.of())));
        clerks.await();
        load.await();
        told(history);
        RoundResult result =
            judge.judge(
                number + 1,
                check,
                history,
                fleet,
                strikes.notes(),
                readAnew(plan, number),
                violations);
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

  private static boolean readAnew(Plan plan, int number) {
    return plan.rounds().subList(0, number + 1).stream()
        .flatMap(round -> round.steps().stream())
        .anyMatch(step -> step.fault() instanceof Fault.LoseSlot);
  }

  private void told(History history) {
    progress.accept(
        "all is up; holding the laws against %,d calls, and %,d orders that the provider was asked about"
            .formatted(history.calls().size(), bank.statements().size()));
    if (setup.database()) {
      progress.accept(
          "  people corrected %,d times; %s"
              .formatted(
                  account.corrections(), DatabaseAway.told(history.calls(), history.stops())));
    }
  }

  private static Optional<URI> door(Child gateway) {
    return gateway.runFile().map(file -> URI.create(file.http()));
  }
}
