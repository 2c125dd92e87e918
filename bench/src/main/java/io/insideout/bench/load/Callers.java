package io.insideout.bench.load;

import io.insideout.bench.measure.Percentiles;
import io.insideout.bench.measure.Usage;
import io.insideout.runtime.Pause;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// One-line orders over HTTP, by callers who each take the next order that is to be placed, wait
/// until it is due, and place it over a connection of their own. Times run from when an order was
/// *due*, not from when it was sent: a stall is charged to every order that it delays, also where
/// all callers were busy.
public final class Callers {
  /// Two more than wait at the door in any second that is not lost anyway.
  private static final int CALLERS = 64;

  /// The first order is due when all callers are there.
  private static final Duration CALLERS_READY_WITHIN = Duration.ofMillis(100);

  private static final Duration DECIDED_WITHIN = Duration.ofMinutes(1);
  private static final Pattern ORDER_ID = Pattern.compile("\"orderId\" *: *\"([^\"]+)\"");

  private final URI door;
  private final LogClient log;
  private final Schemas schemas;
  private final Usage system;
  private final String run = Long.toString(System.currentTimeMillis(), 36);
  private long placedBefore;

  public Callers(URI door, LogClient log, Schemas schemas, Usage system) {
    this.door = door;
    this.log = log;
    this.schemas = schemas;
    this.system = system;
  }

  /// What was measured.
  ///
  /// @param sent orders that were due
  /// @param failed orders that were not acknowledged
  /// @param undecided acknowledged orders that were not decided within a minute
  /// @param rejected orders that were decided against
  /// @param seconds from the first order to the last decision
  /// @param ordersPerSecond that were decided in this time
  /// @param acknowledged from due to acknowledged
  /// @param decided from due to the decision being committed and read
  /// @param processorMicrosPerOrder what the system took for each order
  /// @param callersCores what this process took meanwhile, as a share of one core
  public record Result(
      long sent,
      long failed,
      long undecided,
      long rejected,
      double seconds,
      double ordersPerSecond,
      Percentiles acknowledged,
      Percentiles decided,
      double processorMicrosPerOrder,
      double callersCores) {}

  /// When an order is due.
  private interface Schedule {
    long dueNanos(long beganNanos, long order);
  }

  /// Places orders at a fixed rate, however slow the answers are.
  public Result atRate(int ratePerSecond, Duration time) throws InterruptedException {
    return place(
        ratePerSecond * time.toSeconds(),
        CALLERS,
        (beganNanos, order) -> beganNanos + order * TimeUnit.SECONDS.toNanos(1) / ratePerSecond);
  }

  /// Places orders one after the other in each caller, each as soon as the last one is
  /// acknowledged.
  public Result asFastAsAcknowledged(long orders, int callers) throws InterruptedException {
    return place(orders, callers, (_, _) -> System.nanoTime());
  }

  private Result place(long count, int callers, Schedule schedule) throws InterruptedException {
    Tally tally = new Tally();
    AtomicLong next = new AtomicLong();
    long firstOrder = placedBefore;
    placedBefore += count;
    try (DecisionWatch watch = new DecisionWatch(log, schemas)) {
      Duration systemBefore = system.processor();
      Duration ownBefore = Usage.own().processor();
      long beganNanos = System.nanoTime() + CALLERS_READY_WITHIN.toNanos();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        // A platform thread blocks in the socket itself; a virtual one would be woken by a poller.
        threads.add(
            Thread.ofPlatform()
                .daemon()
                .name("caller-" + i)
                .start(
                    () -> {
                      try (Connection connection = new Connection(door)) {
                        for (long order = next.getAndIncrement();
                            order < count && !Thread.currentThread().isInterrupted();
                            order = next.getAndIncrement()) {
                          long dueNanos = schedule.dueNanos(beganNanos, order);
                          awaitUntil(dueNanos);
                          place(connection, firstOrder + order, dueNanos, watch, tally);
                        }
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      int undecided = watch.awaitAll(DECIDED_WITHIN);
      double seconds = (watch.lastNanos() - beganNanos) / 1e9;
      double ownSeconds = Usage.own().processor().minus(ownBefore).toMillis() / 1e3;
      double systemMicros = system.processor().minus(systemBefore).toMillis() * 1e3;
      Histogram decided = watch.micros();
      return new Result(
          count,
          tally.failed(),
          undecided,
          watch.rejected(),
          seconds,
          decided.getTotalCount() / seconds,
          tally.acknowledged(),
          Percentiles.of(decided),
          systemMicros / count,
          ownSeconds / seconds);
    }
  }

  private static void awaitUntil(long dueNanos) throws InterruptedException {
    for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
      Pause.atMost(Duration.ofNanos(left));
    }
  }

  private void place(
      Connection connection, long order, long dueNanos, DecisionWatch watch, Tally tally) {
    try {
      Connection.Reply reply = connection.send("POST", "/api/orders", body(order));
      long tookNanos = System.nanoTime() - dueNanos;
      Matcher id = ORDER_ID.matcher(reply.body());
      if (reply.status() == 202 && id.find()) {
        watch.expect(id.group(1), dueNanos);
        tally.acknowledged(tookNanos);
        return;
      }
    } catch (IOException e) {
      // Counted below.
    }
    tally.fail();
  }

  private String body(long order) {
    return "{\"customerId\":\""
        + BenchCatalogue.customer(order)
        + "\",\"cardToken\":\"bench-"
        + run
        + "-"
        + order
        + "\",\"lines\":[{\"sku\":\""
        + BenchCatalogue.sku(order)
        + "\",\"quantity\":1}]}";
  }

  /// What the callers were told.
  private static final class Tally {
    private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
    private long failed;

    synchronized void acknowledged(long nanos) {
      micros.recordValue(Math.min(micros.getHighestTrackableValue(), nanos / 1_000));
    }

    synchronized void fail() {
      failed++;
    }

    synchronized long failed() {
      return failed;
    }

    synchronized Percentiles acknowledged() {
      return Percentiles.of(micros);
    }
  }
}
