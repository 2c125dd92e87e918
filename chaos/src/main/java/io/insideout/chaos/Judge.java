package io.insideout.chaos;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.chaos.bank.Bank;
import io.insideout.chaos.history.Call;
import io.insideout.chaos.history.Charges;
import io.insideout.chaos.history.DatabaseAway;
import io.insideout.chaos.history.History;
import io.insideout.chaos.history.HistoryCheck;
import io.insideout.chaos.history.LogFacts;
import io.insideout.chaos.parts.Database;
import io.insideout.chaos.parts.Fleet;
import io.insideout.chaos.warehouse.Account;
import io.insideout.chaos.warehouse.Books;
import io.insideout.chaos.warehouse.Mirrors;
import io.insideout.chaos.warehouse.Revisions;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.verify.Evidence;
import io.insideout.verify.Quiescence;
import io.insideout.verify.Quiet;
import io.insideout.verify.Report;
import io.insideout.verify.Verifier;
import io.insideout.verify.Violation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Holds all laws against a round, once all work is done: those of the log, and those of the
/// callers.
public final class Judge {
  private static final Duration QUIET_WITHIN = Duration.ofMinutes(2);
  private static final Duration AGREE_WITHIN = Duration.ofSeconds(60);

  private final LogClient log;
  private final Schemas schemas;
  private final Bank bank;
  private final List<String> groups;
  private final Account account;
  private final Path scratch;

  /// @param groups the consumer groups whose work has to come to an end
  /// @param scratch where what has to be remembered is kept meanwhile
  public Judge(
      LogClient log,
      Schemas schemas,
      Bank bank,
      List<String> groups,
      Account account,
      Path scratch) {
    this.log = log;
    this.schemas = schemas;
    this.bank = bank;
    this.groups = List.copyOf(groups);
    this.account = account;
    this.scratch = scratch;
  }

  /// Waits for the end of all work, and judges.
  ///
  /// @param readAnew whether the database has given its reader up, in this round or before
  public RoundResult judge(
      int round,
      HistoryCheck check,
      History history,
      Fleet fleet,
      List<String> notes,
      boolean readAnew,
      Collection<Violation> before)
      throws InterruptedException {
    List<Violation> violations = new ArrayList<>(before);
    long records = 0;
    Quiet quiet =
        new Quiescence(log, groups, Topics.all().stream().map(Topic::name).toList())
            .await(QUIET_WITHIN);
    if (!quiet.isQuiet()) {
      violations.add(
          new Violation(
              'B',
              "work does not end within %d s: %s"
                  .formatted(QUIET_WITHIN.toSeconds(), quiet.reason()),
              List.of()));
    }
    if (fleet.database().isPresent()) {
      violations.addAll(DatabaseAway.check(history.calls(), history.stops()));
      violations.addAll(tables(fleet.database().get(), readAnew));
    }
    List<URI> views = views(fleet, violations);
    try {
      LogFacts facts = LogFacts.read(log, schemas);
      violations.addAll(check.check(history.calls(), history.stops(), facts));
      if (quiet.isQuiet()) {
        violations.addAll(Charges.check(bank.statements(), facts.payments()));
      }
      Report report =
          new Verifier(log, schemas, scratch)
              .verify(quiet, new Evidence(check.acknowledged(), views));
      records = report.records();
      report.laws().forEach(law -> violations.addAll(law.first()));
    } catch (IOException e) {
      violations.add(new Violation('U', "the log cannot be verified: " + e, List.of()));
    }
    return new RoundResult(round, counted(history.calls()), records, notes, violations);
  }

  private List<Violation> tables(Database database, boolean readAnew) throws InterruptedException {
    try {
      List<Violation> found = new ArrayList<>();
      found.addAll(new Mirrors(database, log, schemas).check(AGREE_WITHIN));
      found.addAll(Books.check(database, account));
      // What is read anew is there twice, and may be older than what came before it.
      if (!readAnew) {
        found.addAll(Revisions.check(log, schemas));
      }
      return found;
    } catch (SQLException e) {
      return List.of(new Violation('U', "the database cannot be read: " + e, List.of()));
    }
  }

  /// The views to be compared: where there is none to be asked, the law of views holds of nothing.
  static List<URI> views(Fleet fleet, Collection<Violation> violations) {
    Optional<RunFile> orders = fleet.child("orders").runFile();
    if (orders.isEmpty()) {
      violations.add(
          new Violation(
              'I',
              "the view of orders cannot be compared: its process does not say where it is",
              List.of()));
    }
    return orders.stream()
        .map(file -> URI.create(file.http() + "/api/views/orders/entries"))
        .toList();
  }

  /// How many calls of each kind were told what.
  private static Map<String, Long> counted(List<Call> calls) {
    return calls.stream()
        .collect(
            Collectors.groupingBy(
                call ->
                    call.ask().getClass().getSimpleName()
                        + " "
                        + call.told().getClass().getSimpleName(),
                TreeMap::new,
                Collectors.counting()));
  }
}
