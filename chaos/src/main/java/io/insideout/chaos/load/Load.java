package io.insideout.chaos.load;

import io.insideout.chaos.history.Ask;
import io.insideout.chaos.history.History;
import io.insideout.chaos.history.Told;
import io.insideout.runtime.Pause;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/// Callers who are at it at the same time, until they are closed. What each does is drawn from the
/// seed; when, depends on what the system does.
public final class Load implements AutoCloseable {
  private static final int CALLERS = 24;
  private static final int WATCHERS = 4;
  private static final long WATCH_MILLIS = 100;
  private static final int KNOWN_ORDERS = 64;
  private static final int TRIES = 5;
  private static final Duration UP_AGAIN_WITHIN = Duration.ofSeconds(90);
  private static final long[] WAITS_MILLIS = {500, 5_000, 15_000, 30_000};

  private final Caller caller;
  private final List<Thread> threads = new ArrayList<>();

  /// Orders that somebody placed lately, for others to look at.
  private final AtomicReferenceArray<String> known = new AtomicReferenceArray<>(KNOWN_ORDERS);

  /// The very latest that were acknowledged, one for each watcher.
  private final AtomicReferenceArray<String> latest = new AtomicReferenceArray<>(WATCHERS);

  private final AtomicInteger acknowledged = new AtomicInteger();

  private volatile boolean closing;

  private final boolean byRest;

  /// @param door where the system is at this moment
  /// @param byRest whether what is on sale is changed here; else it is only looked at
  public Load(Supplier<Optional<URI>> door, History history, boolean byRest) {
    this.caller = new Caller(door, history);
    this.byRest = byRest;
  }

  /// Puts everything on sale.
  ///
  /// @return what could not be put there
  public List<String> open() throws InterruptedException {
    List<String> failed = new ArrayList<>();
    for (Ask.Put put : Shop.opening()) {
      Told told = caller.call(put);
      for (int i = 1; i < TRIES && !(told instanceof Told.Row); i++) {
        pause(1_000);
        told = caller.call(put);
      }
      if (!(told instanceof Told.Row)) {
        failed.add(put + ": " + told);
      }
    }
    return failed;
  }

  /// Lets the callers begin.
  ///
  /// @param round tells the keys of one round from those of another
  public void start(long seed, int round) {
    for (int i = 0; i < CALLERS; i++) {
      Random random = new Random(seed * 1_000 + round * 100L + i);
      Shop shop = new Shop(random, "%d-%d-%d".formatted(seed, round, i));
      threads.add(Thread.ofVirtual().name("caller-" + i).start(() -> run(random, shop)));
    }
    for (int i = 0; i < WATCHERS; i++) {
      int place = i;
      threads.add(Thread.ofVirtual().name("watcher-" + i).start(() -> watch(place)));
    }
  }

  /// Looks at what was acknowledged last, all the time: so somebody does when a service has just
  /// come back that had not worked on it when it died.
  private void watch(int place) {
    try {
      while (!closing) {
        String orderId = latest.get(place);
        if (orderId != null) {
          caller.call(new Ask.Read(orderId));
        }
        pause(WATCH_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Random random, Shop shop) {
    try {
      while (!closing) {
        step(random, shop);
        pause(10 + random.nextInt(190));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step(Random random, Shop shop) throws InterruptedException {
    int dice = random.nextInt(100);
    if (dice < 55) {
      order(random, shop);
    } else if (dice < 85) {
      String orderId = known.get(random.nextInt(KNOWN_ORDERS));
      if (orderId != null) {
        caller.call(
            dice < 63
                ? new Ask.Read(orderId)
                : dice < 73 ? wait(random, orderId) : change(random, orderId));
      }
    } else if (!byRest) {
      caller.call(shop.lasting());
    } else if (dice < 92) {
      caller.call(shop.row());
    } else {
      Ask.Put change = shop.change();
      if (caller.call(change) instanceof Told.Row) {
        caller.call(new Ask.Look(change.table(), change.key()));
      }
    }
  }

  private static Ask.Change change(Random random, String orderId) {
    String order = "/api/orders/" + orderId;
    String shipment = "/api/shipments/" + orderId + "-1";
    return switch (random.nextInt(6)) {
      case 0 -> new Ask.Change(orderId, order + "/cancel", "{\"reason\": \"changed my mind\"}");
      case 1, 2 ->
          new Ask.Change(
              orderId, order + "/returns", "{\"lines\": [{\"line\": 0, \"quantity\": 1}]}");
      case 3, 4 -> new Ask.Change(orderId, shipment + "/dispatch", "");
      default -> new Ask.Change(orderId, shipment + "/deliver", "");
    };
  }

  private void order(Random random, Shop shop) throws InterruptedException {
    Ask.Place order = shop.order();
    Told told = place(order);
    if (told instanceof Told.Accepted(String orderId)) {
      known.set(random.nextInt(KNOWN_ORDERS), orderId);
      latest.set(Math.floorMod(acknowledged.getAndIncrement(), WATCHERS), orderId);
      int dice = random.nextInt(10);
      if (dice < 4) {
        caller.call(wait(random, orderId));
      } else if (dice < 6) {
        caller.call(new Ask.Read(orderId));
      } else if (dice < 8) {
        caller.call(order);
      } else if (dice < 9) {
        caller.call(shop.other(order));
      }
    }
  }

  /// As a good client does: until it is told, with the same key.
  private Told place(Ask.Place order) throws InterruptedException {
    Told told = caller.call(order);
    for (int i = 1; i < TRIES && told instanceof Told.Unknown && !closing; i++) {
      pause(300L << i);
      told = caller.call(order);
    }
    return told;
  }

  private static Ask.Wait wait(Random random, String orderId) {
    return new Ask.Wait(orderId, WAITS_MILLIS[random.nextInt(WAITS_MILLIS.length)]);
  }

  /// Orders something that is there, until it is decided.
  ///
  /// @return what came instead, or nothing if an order was validated
  public Optional<String> worksAgain(long seed, int round) throws InterruptedException {
    Shop shop = new Shop(new Random(seed), "%d-%d-again".formatted(seed, round));
    long deadlineNanos = System.nanoTime() + UP_AGAIN_WITHIN.toNanos();
    Told last = new Told.Unknown("nothing was asked");
    while (System.nanoTime() < deadlineNanos) {
      last = place(shop.plain());
      if (last instanceof Told.Accepted(String orderId)) {
        last = caller.call(new Ask.Wait(orderId, 30_000));
        if (last instanceof Told.Shown shown && !shown.state().equals("REJECTED")) {
          return Optional.empty();
        }
      }
      pause(500);
    }
    return Optional.of(last.toString());
  }

  private static void pause(long millis) throws InterruptedException {
    // A little off, so that callers do not go in step.
    Pause.atMost(
        Duration.ofNanos(millis * 1_000_000 + ThreadLocalRandom.current().nextInt(1_000_000)));
  }

  /// Lets the callers finish what they are at.
  public void await() throws InterruptedException {
    closing = true;
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
    closing = false;
  }

  @Override
  public void close() {
    closing = true;
    threads.forEach(Thread::interrupt);
    caller.close();
  }
}
