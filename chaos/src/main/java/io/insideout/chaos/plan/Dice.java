package io.insideout.chaos.plan;

import io.insideout.catalog.Topics;
import io.insideout.chaos.plan.Fault.AtDatabase;
import io.insideout.chaos.plan.Fault.FullDisk;
import io.insideout.chaos.plan.Fault.Kill;
import io.insideout.chaos.plan.Fault.KillBeforeRecord;
import io.insideout.chaos.plan.Fault.KillInTransaction;
import io.insideout.chaos.plan.Fault.Pause;
import io.insideout.chaos.plan.Fault.Poison;
import io.insideout.chaos.plan.Fault.Repeat;
import io.insideout.chaos.plan.Fault.Restart;
import io.insideout.chaos.plan.Fault.Rewind;
import io.insideout.chaos.plan.Fault.Venom;
import io.insideout.chaos.plan.Fault.Wipe;
import io.insideout.chaos.plan.Plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Chooses the steps of a round. A process has one fault at a time, those of different processes
/// overlap as they fall.
final class Dice {
  private static final String LOG = "log";
  private static final String GATEWAY = "gateway";
  private static final String PAYMENTS = "payments";

  /// After a fault a process gets so much time to come back before it is hit again; a second hit
  /// within a start is wanted now and then, so this is less than a start takes.
  private static final Duration LEAVE_ALONE = Duration.ofSeconds(3);

  /// Those that remember what they answered. Details does not: it relies on the transaction alone,
  /// and would answer again what it reads again.
  private static final List<String> REMEMBERING =
      List.of("orders", "inventory", "fraud", "payments", "shipping", "email");

  /// Those that work in transactions have more to lose than those that only keep a table.
  private static final List<String> TRANSACTIONAL =
      List.of("orders", "inventory", "fraud", "details", "payments", "shipping", "email");

  /// Where bad records are put: topics that services read, and that are history, or are read as if
  /// they were.
  private static final List<String> POISONED =
      List.of(
          Topics.ORDER_COMMANDS.name(),
          Topics.ORDERS.name(),
          Topics.ORDER_VALIDATIONS.name(),
          Topics.STOCK.name(),
          Topics.PAYMENT_REQUESTS.name(),
          Topics.AUTHORIZATIONS.name(),
          Topics.PAYMENTS.name(),
          Topics.SHIPMENT_COMMANDS.name(),
          Topics.SHIPMENTS.name());

  private final Random random;
  private final List<String> services;
  private final Map<String, Duration> busyUntil = new HashMap<>();

  Dice(Random random, List<String> services) {
    this.random = random;
    this.services = List.copyOf(services);
  }

  List<Step> steps(Duration length) {
    List<Step> steps = new ArrayList<>();
    Duration at = between(2_000, 5_000);
    while (at.compareTo(length) < 0) {
      Fault fault = fault(length.minus(at));
      if (busyUntil.getOrDefault(fault.part(), Duration.ZERO).compareTo(at) <= 0) {
        steps.add(new Step(at, fault));
        busyUntil.put(fault.part(), at.plus(takes(fault)).plus(LEAVE_ALONE));
      }
      at = at.plus(between(1_500, 9_000));
    }
    return steps;
  }

  private Fault fault(Duration left) {
    int dice = random.nextInt(100);
    if (dice < 12) {
      return new Kill(service(), between(0, 5_000));
    } else if (dice < 18) {
      return new KillBeforeRecord(PAYMENTS, between(0, 3_000));
    } else if (dice < 28) {
      return new KillInTransaction(among(TRANSACTIONAL), between(10, 50), between(0, 3_000));
    } else if (dice < 35) {
      return new Kill(LOG, between(0, 4_000));
    } else if (dice < 38) {
      return new Restart(LOG);
    } else if (dice < 43) {
      return new Restart(service());
    } else if (dice < 47) {
      return new Kill(GATEWAY, between(0, 2_000));
    } else if (dice < 65) {
      return new Pause(any(), pause(left));
    } else if (dice < 73) {
      return new Wipe(service());
    } else if (dice < 81) {
      return new Rewind(among(REMEMBERING), 5 + random.nextInt(30));
    } else if (dice < 90) {
      return poison();
    } else if (dice < 97) {
      return new Repeat(1 + random.nextInt(20));
    }
    return new FullDisk(between(1_000, 5_000));
  }

  /// Shorter than any timeout, longer than the 10 s of a transaction and a session, or much longer.
  private Duration pause(Duration left) {
    int dice = random.nextInt(10);
    if (dice < 5) {
      return between(500, 8_000);
    }
    return dice < 9 || left.toSeconds() < 50 ? between(11_000, 18_000) : between(46_000, 50_000);
  }

  private Fault poison() {
    String topic = POISONED.get(random.nextInt(POISONED.size()));
    List<Venom> venoms = List.of(Venom.values());
    Venom venom = venoms.get(random.nextInt(venoms.size()));
    return new Poison(topic, venom, 1 + random.nextInt(3));
  }

  private static Duration takes(Fault fault) {
    return switch (fault) {
      case Kill kill -> kill.down();
      case KillInTransaction kill -> kill.down();
      case KillBeforeRecord kill -> kill.down();
      case Pause pause -> pause.length();
      case FullDisk full -> full.length();
      case Restart _, Wipe _, Rewind _ -> Duration.ofSeconds(2);
      case Poison _, Repeat _ -> Duration.ZERO;
      case AtDatabase _ -> throw new IllegalStateException("others are thrown for the database");
    };
  }

  private String service() {
    return random.nextInt(3) == 0
        ? services.get(random.nextInt(services.size()))
        : among(TRANSACTIONAL);
  }

  /// One of these that runs.
  private String among(List<String> some) {
    List<String> running = some.stream().filter(services::contains).toList();
    return running.get(random.nextInt(running.size()));
  }

  private String any() {
    int dice = random.nextInt(services.size() + 2);
    return dice == 0 ? LOG : dice == 1 ? GATEWAY : services.get(dice - 2);
  }

  private Duration between(int fromMillis, int toMillis) {
    return Duration.ofMillis(fromMillis + random.nextInt(toMillis - fromMillis));
  }
}
