package io.insideout.chaos;

import static java.util.Objects.requireNonNull;

import io.insideout.chaos.bank.Bank;
import io.insideout.chaos.bank.Held;
import io.insideout.chaos.history.History;
import io.insideout.chaos.history.Stop;
import io.insideout.chaos.parts.Child;
import io.insideout.chaos.parts.Fleet;
import io.insideout.chaos.plan.Fault;
import io.insideout.chaos.plan.Plan;
import io.insideout.runtime.Pause;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.verify.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Does to the processes what a round's plan says, each step in a thread of its own; and what
/// whoever runs the system in earnest would do too: a process that ends is started again.
final class Strikes {
  private static final Duration WATCH = Duration.ofMillis(300);
  private static final Duration UP_AGAIN_WITHIN = Duration.ofSeconds(150);
  private static final Duration MOMENT_WITHIN = Duration.ofSeconds(6);

  private final Fleet fleet;
  private final Transactions transactions;
  private final Written written;
  private final Positions positions;
  private final Injector injector;
  private final @Nullable DatabaseStrikes database;
  private final Disk disk;
  private final Bank bank;
  private final History history;
  private final Consumer<String> progress;
  private final long seed;
  private final Collection<String> notes = new ConcurrentLinkedQueue<>();
  private final Collection<Violation> violations = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  Strikes(
      Fleet fleet,
      LogClient log,
      Schemas schemas,
      Injector injector,
      Disk disk,
      Bank bank,
      History history,
      Consumer<String> progress,
      long seed) {
    this.fleet = fleet;
    this.transactions = new Transactions(log);
    this.written = new Written(log, schemas);
    this.positions = new Positions(log);
    this.injector = injector;
    this.database =
        fleet
            .database()
            .map(one -> new DatabaseStrikes(fleet.child("connect"), one, history, this::note))
            .orElse(null);
    this.disk = disk;
    this.bank = bank;
    this.history = history;
    this.progress = progress;
    this.seed = seed;
  }

  /// Runs the round until its load is to end.
  void run(Plan.Round round) throws InterruptedException {
    long beganNanos = System.nanoTime();
    for (Plan.Step step : round.steps()) {
      watchUntil(beganNanos + step.at().toNanos());
      progress.accept("  " + step.fault().sentence());
      threads.add(Thread.ofVirtual().name("strike").start(() -> strike(step)));
    }
    watchUntil(beganNanos + round.length().toNanos());
  }

  private void watchUntil(long nanos) throws InterruptedException {
    while (System.nanoTime() < nanos) {
      restartTheFallen();
      rest(Duration.ofNanos(Math.min(WATCH.toNanos(), Math.max(1, nanos - System.nanoTime()))));
    }
  }

  private void restartTheFallen() {
    for (String ended : fleet.startAgain()) {
      note(ended);
    }
  }

  private void note(String what) {
    notes.add(what);
    progress.accept("  (" + what + ")");
  }

  /// Lets all faults end, and all processes come up again.
  ///
  /// @return a violation for each that does not
  List<Violation> settle() throws InterruptedException {
    for (Thread thread : threads) {
      while (!thread.join(WATCH)) {
        restartTheFallen();
      }
    }
    progress.accept("no more faults; all processes come up");
    for (String trouble : fleet.awaitReady(UP_AGAIN_WITHIN)) {
      violations.add(
          new Violation(
              'U',
              "%s, %d s after the last fault".formatted(trouble, UP_AGAIN_WITHIN.toSeconds()),
              List.of()));
      // The laws can still be held against the log, if all work is done.
      Child fallen = fleet.child(trouble.split(":", 2)[0]);
      fallen.kill();
      fallen.start();
    }
    if (!violations.isEmpty()) {
      fleet.awaitReady(UP_AGAIN_WITHIN).forEach(this::note);
    }
    return List.copyOf(violations);
  }

  /// What happened that was not planned.
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void strike(Plan.Step step) {
    try {
      strike(step.fault(), new Random(seed ^ step.at().toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void strike(Fault fault, Random random) throws IOException, InterruptedException {
    Child child = fleet.child(fault.part());
    switch (fault) {
      case Fault.Kill kill -> {
        var _ = child.kill();
        rest(kill.down());
        child.start();
      }
      case Fault.KillInTransaction kill -> {
        if (!transactions.awaitOpen(kill.part(), kill.openFor(), MOMENT_WITHIN)
            && !written.awaitAhead(kill.part(), MOMENT_WITHIN)) {
          note("%s was in no transaction for long enough".formatted(kill.part()));
        }
        var _ = child.kill();
        rest(kill.down());
        child.start();
      }
      case Fault.KillBeforeRecord kill -> {
        try (Held untold = bank.hold()) {
          if (!untold.awaitDone(MOMENT_WITHIN)) {
            note("%s had nothing done by the provider for long enough".formatted(kill.part()));
          }
          var _ = child.kill();
        }
        rest(kill.down());
        child.start();
      }
      case Fault.Rewind rewind -> {
        var _ = child.kill();
        if (!positions.putBack(rewind.part(), rewind.records())) {
          note("the log does not take positions of %s at this moment".formatted(rewind.part()));
        }
        child.start();
      }
      case Fault.Restart _ -> restart(child);
      case Fault.Pause pause -> stop(child, pause.length());
      case Fault.Wipe _ -> {
        var _ = child.kill();
        child.wipe();
        child.start();
      }
      case Fault.Poison poison -> {
        int taken = injector.poison(poison.topic(), poison.venom(), poison.records(), random);
        if (taken < poison.records()) {
          note("%d of %d bad records were taken".formatted(taken, poison.records()));
        }
      }
      case Fault.Repeat repeat -> {
        int taken = injector.repeatCommands(repeat.commands());
        if (taken < repeat.commands()) {
          note("%d of %d commands were repeated".formatted(taken, repeat.commands()));
        }
      }
      case Fault.FullDisk full -> fill(child, full.length());
      case Fault.AtDatabase atDatabase ->
          requireNonNull(database, "there is no database").strike(atDatabase);
    }
  }

  private void restart(Child child) throws InterruptedException {
    if (!child.terminate()) {
      violations.add(
          new Violation('U', child.name() + " does not end when it is told to", List.of()));
    }
    child.start();
  }

  private void stop(Child child, Duration length) throws InterruptedException {
    long fromNanos = System.nanoTime();
    if (child.signal("STOP")) {
      rest(length);
      var _ = child.signal("CONT");
      history.add(new Stop(child.name(), fromNanos, System.nanoTime()));
    } else {
      note(child.name() + " is not there to be stopped");
    }
  }

  private void fill(Child log, Duration length) throws IOException, InterruptedException {
    if (!disk.mounted()) {
      note("a full disk is left out: this user may not make a small one");
      return;
    }
    disk.fill();
    rest(length);
    disk.free();
    var _ = log.kill();
    log.start();
  }

  static void rest(Duration length) throws InterruptedException {
    long untilNanos = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = untilNanos - System.nanoTime()) {
      Pause.atMost(Duration.ofNanos(left));
    }
  }
}
