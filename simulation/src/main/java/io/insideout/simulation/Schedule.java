package io.insideout.simulation;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.verify.Report;
import io.insideout.verify.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One schedule: what happens next is drawn from all that may happen, until the orders are placed,
/// and then until nothing is left to do. After each step the laws are asked.
final class Schedule {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  /// Many times what the longest takes: whoever is still at work then will never be done.
  private static final int MOST_STEPS = 200_000;

  /// Longer than details waits for a product, in pieces that let its clock ring in between.
  private static final int STILL_ROUNDS = 6;

  private static final int STILL_MILLIS = 500;
  private static final int TURNS_AN_ORDER = 5;
  private static final int MOST_WORK = 20;
  private static final int MOST_MILLIS = 1_500;

  /// Those that answer a record that comes twice as if it came once, by what they remember. Details
  /// remembers nothing: there the transaction alone keeps an answer from being given twice.
  private static final Set<String> TAKE_AGAIN =
      Set.of("orders", "inventory", "fraud", "payments", "shipping", "email");

  private final RandomGenerator random;
  private final Lots lots;
  private final Consumer<String> teller;
  private final VirtualTime time = new VirtualTime(BEGINNING.toEpochMilli());
  private final DeadLetters letters = new DeadLetters();
  private final Odds odds;
  private final Witness witness;
  private final SimulatedLog log;
  private final LegacyStock stock;
  private final Business business;
  private final Bank bank;
  private final Operator operator;
  private final Cluster cluster;
  private int steps;
  private @Nullable Report report;

  /// @param teller is told of every step
  Schedule(List<StreamsService> services, RandomGenerator random, Consumer<String> teller) {
    this.random = random;
    this.teller = teller;
    lots = new Lots(random);
    odds = Odds.draw(random);
    SimulatedRegistry registry = new SimulatedRegistry();
    Schemas schemas = Schemas.of(registry);
    List<String> acknowledged = new ArrayList<>();
    Stocktaking books = new Stocktaking();
    witness = new Witness(Schemas.of(registry.later()), acknowledged, letters, books);
    log = new SimulatedLog(odds.onePartition() ? _ -> 1 : Topic::partitions, witness::see);
    OutsideWorld outside = new OutsideWorld(log, schemas, time, random, odds);
    stock = new LegacyStock(log, schemas, outside, letters, random, odds, books);
    business = new Business(outside, stock.warehouse(), time, random, odds, acknowledged, letters);
    bank = new Bank(log, schemas, random);
    operator = new Operator(log, schemas, registry, letters);
    cluster =
        new Cluster(
            services.stream()
                .map(service -> new SimulatedService(service, schemas, log, time))
                .toList());
  }

  int partitions() {
    return log.partitions(Topics.ORDERS.name());
  }

  int steps() {
    return steps;
  }

  int orders() {
    return business.orders();
  }

  String digest() {
    return witness.digest();
  }

  /// What verify says of the end; null if it did not come so far.
  @Nullable Report report() {
    return report;
  }

  /// Runs until something is wrong or nothing is left to do.
  ///
  /// @return what is wrong
  List<Violation> run() {
    teller.accept("the odds: " + odds);
    business.open();
    // Most of what is there is known before the first order.
    while (random.nextInt(6) > 0 && told(stock.capture())) {}
    while (!business.isOver()) {
      count();
      take(odds.next(random));
      List<Violation> found = look();
      if (!found.isEmpty()) {
        return found;
      }
    }
    teller.accept("all orders are placed; what is left is worked off");
    return drain();
  }

  private void take(Step step) {
    switch (step) {
      case DELIVER -> deliver();
      case COMMIT -> commit();
      case FOLLOW -> follow();
      case OUTSIDE -> teller.accept(business.happen());
      case ANSWER -> answer();
      case MOVE -> told(stock.move());
      case MOVE_AGAIN -> teller.accept(stock.goBack());
      case CAPTURE -> told(stock.capture());
      case MEND -> teller.accept(operator.act());
      case ADVANCE -> advance(1 + random.nextInt(MOST_MILLIS));
      case REDELIVER -> redeliver();
      case KILL_TASK -> killTask();
      case KILL_SERVICE -> killService();
    }
  }

  /// Works everything off, still in any order, but with no new order and without faults. As often
  /// as nothing is left to do something happens to the orders that there are.
  private List<Violation> drain() {
    int still = 0;
    int turns = (business.orders() + odds.lateOrders()) * TURNS_AN_ORDER;
    while (still < STILL_ROUNDS) {
      count();
      if (turns > 0 && random.nextInt(MOST_WORK) == 0) {
        turns--;
        teller.accept(business.goOn());
      } else if (work()) {
        still = 0;
        if (random.nextInt(4) == 0) {
          commit();
        }
      } else if (commit() || answer()) {
        still = 0;
      } else if (turns > 0) {
        turns--;
        still = 0;
        stock.allIsRead();
        teller.accept(business.goOn());
      } else if (told(stock.move()) || told(stock.capture())) {
        still = 0;
      } else if (!operator.isDone()) {
        still = 0;
        teller.accept(operator.act());
      } else {
        still++;
        advance(STILL_MILLIS);
      }
      List<Violation> found = look();
      if (!found.isEmpty()) {
        return found;
      }
    }
    Report end = witness.judgeTheEnd();
    report = end;
    List<Violation> found = new ArrayList<>(letters.judge(cluster.services()));
    found.addAll(stock.judge());
    end.laws().forEach(law -> found.addAll(law.first()));
    return found;
  }

  /// Some of what is left to do, if there is any: as likely as before, so that the warehouse may be
  /// far behind.
  private boolean work() {
    return switch (odds.next(random)) {
      case MOVE -> told(stock.move()) || deliver() || follow();
      case CAPTURE -> told(stock.capture()) || deliver() || follow();
      case FOLLOW, ANSWER -> follow() || deliver() || answer();
      default -> deliver() || follow();
    };
  }

  private List<Violation> look() {
    List<Violation> found = new ArrayList<>(stock.look());
    found.addAll(witness.look());
    return found;
  }

  private void count() {
    if (++steps > MOST_STEPS) {
      throw new IllegalStateException("the services do not come to rest");
    }
  }

  private boolean deliver() {
    Optional<Cluster.Reading> drawn = lots.oneOf(cluster.behind());
    drawn.ifPresent(
        reading -> {
          int most = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
          for (int i = 0; i < most && reading.service().isBehind(reading.input()); i++) {
            teller.accept(reading + ": takes the next record");
            reading.task().takeNext(reading.partition());
          }
        });
    return drawn.isPresent();
  }

  private void redeliver() {
    List<Cluster.Reading> taken = cluster.readings();
    taken.removeIf(
        reading ->
            !TAKE_AGAIN.contains(reading.service().name())
                || log.partition(reading.partition()).size() == 0
                || reading.task().taken(reading.partition()) == 0);
    lots.oneOf(taken)
        .ifPresent(
            reading -> {
              int all = reading.task().taken(reading.partition());
              int place = random.nextInt(all);
              // A row by itself would be the newest: of a table all that follows is taken as well.
              int end = reading.isTable() ? all : place + 1;
              for (; place < end; place++) {
                takeAgain(reading, place);
              }
            });
  }

  private void takeAgain(Cluster.Reading reading, int place) {
    // Set aside again, it would stand twice among the dead letters.
    if (!letters.isIllegible(log.partition(reading.partition()).fetch(place))) {
      teller.accept(reading + ": takes record " + place + " again");
      reading.task().takeAgain(reading.partition(), place);
    }
  }

  private boolean commit() {
    Optional<Cluster.Running> drawn = lots.oneOf(cluster.uncommitted());
    drawn.ifPresent(
        running -> {
          teller.accept(running + ": commits");
          running.task().commit();
        });
    return drawn.isPresent();
  }

  private boolean follow() {
    Optional<Cluster.Following> drawn = lots.oneOf(cluster.tablesBehind());
    drawn.ifPresent(
        following -> {
          teller.accept(following + ": follows");
          following.tables().follow(following.partition());
        });
    return drawn.isPresent();
  }

  private boolean answer() {
    return told(bank.answer());
  }

  private boolean told(Optional<String> done) {
    done.ifPresent(teller);
    return done.isPresent();
  }

  private void advance(int millis) {
    teller.accept(millis + " ms pass");
    time.advance(millis);
    cluster.running().forEach(running -> running.task().ring());
  }

  private void killTask() {
    lots.oneOf(cluster.running())
        .ifPresent(
            running -> {
              teller.accept(running + ": is killed, and begins anew");
              running.service().kill(running.id());
            });
  }

  private void killService() {
    lots.oneOf(cluster.services())
        .ifPresent(
            service -> {
              teller.accept(service.name() + ": is killed, and begins anew");
              service.kill();
            });
  }
}
