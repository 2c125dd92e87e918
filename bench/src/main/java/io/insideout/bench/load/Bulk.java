package io.insideout.bench.load;

import io.insideout.bench.measure.Usage;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.PlaceOrder;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.schema.Schemas;
import io.insideout.services.orders.OrderImport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One-line orders by commands in bulk, as a replay places them: as fast as the log takes them,
/// with a bounded number on the way to it.
public final class Bulk {
  private static final int ON_THE_WAY_AT_MOST = 5_000;
  private static final Duration STALLED_AFTER = Duration.ofMinutes(1);

  private final LogClient log;
  private final Schemas schemas;
  private final Usage system;

  public Bulk(LogClient log, Schemas schemas, Usage system) {
    this.log = log;
    this.schemas = schemas;
    this.system = system;
  }

  /// Some of the orders, in the order of their decisions.
  ///
  /// @param orders that were decided by its end, with those of the chunks before
  /// @param ordersPerSecond decided meanwhile
  /// @param processorMicrosPerOrder what the system took for each of them
  public record Chunk(long orders, double ordersPerSecond, double processorMicrosPerOrder) {}

  /// What was measured.
  ///
  /// @param orders that were placed
  /// @param undecided those that were not decided when nothing had been decided for a minute
  /// @param rejected those that were decided against
  /// @param seconds from the first command to the last decision
  /// @param ordersPerSecond decided in this time
  /// @param processorMicrosPerOrder what the system took for each order
  /// @param senderCores what this process took meanwhile, as a share of one core
  /// @param chunks how it went on
  public record Result(
      long orders,
      long undecided,
      long rejected,
      double seconds,
      double ordersPerSecond,
      double processorMicrosPerOrder,
      double senderCores,
      List<Chunk> chunks) {}

  /// A moment of the run.
  private record Mark(long decided, long nanos, Duration processor) {
    Chunk since(Mark before) {
      long orders = Math.max(1, decided - before.decided);
      return new Chunk(
          decided,
          orders * 1e9 / (nanos - before.nanos),
          processor.minus(before.processor).toMillis() * 1e3 / orders);
    }
  }

  /// Places so many orders and waits until all are decided.
  ///
  /// @param chunk so many orders are looked at together
  public Result place(long orders, long chunk) throws InterruptedException {
    String prefix = "bulk-" + Long.toString(System.currentTimeMillis(), 36) + "-";
    List<Chunk> chunks = new ArrayList<>();
    try (DecisionCount count = new DecisionCount(log, schemas, prefix);
        Sender sender = new Sender(prefix, orders)) {
      Duration ownBefore = Usage.own().processor();
      Mark first = new Mark(0, System.nanoTime(), system.processor());
      sender.start();
      Mark last = first;
      while (last.decided < orders) {
        long decided = count.await(Math.min(orders, last.decided + chunk), STALLED_AFTER);
        sender.orThrow();
        Mark now = new Mark(decided, System.nanoTime(), system.processor());
        chunks.add(now.since(last));
        boolean stalled = decided == last.decided;
        last = now;
        if (stalled) {
          break;
        }
      }
      Chunk whole = last.since(first);
      double seconds = (last.nanos - first.nanos) / 1e9;
      return new Result(
          orders,
          orders - last.decided,
          count.rejected(),
          seconds,
          whole.ordersPerSecond,
          whole.processorMicrosPerOrder,
          Usage.own().processor().minus(ownBefore).toMillis() / 1e3 / seconds,
          chunks);
    }
  }

  /// Sends in a thread of its own, so that the chunks are looked at while it does.
  private final class Sender implements AutoCloseable {
    private final String prefix;
    private final long orders;
    private final Publisher publisher = new Publisher(log, schemas, "bench-bulk");
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("bulk").unstarted(this::send);
    private volatile boolean closing;

    Sender(String prefix, long orders) {
      this.prefix = prefix;
      this.orders = orders;
    }

    void start() {
      thread.start();
    }

    private void send() {
      OrderImport desk = new OrderImport(publisher);
      Semaphore onTheWay = new Semaphore(ON_THE_WAY_AT_MOST);
      try {
        for (long i = 0; i < orders && failure.get() == null && !closing; i++) {
          onTheWay.acquire();
          var _ =
              desk.place(prefix + i, order(i))
                  .whenComplete(
                      (_, thrown) -> {
                        onTheWay.release();
                        failure.compareAndSet(null, thrown);
                      });
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private PlaceOrder order(long order) {
      return new PlaceOrder(
          BenchCatalogue.customer(order),
          prefix + order,
          "GBP",
          List.of(new OrderLine(BenchCatalogue.sku(order), 1, BenchCatalogue.PRICE_MICROS)),
          System.currentTimeMillis() * 1_000,
          "Norway");
    }

    void orThrow() {
      Throwable thrown = failure.get();
      if (thrown != null) {
        throw new StartFailure(
            "The log takes no more orders: %s. Is the system up, and is there room on the disk?"
                .formatted(thrown),
            thrown);
      }
    }

    @Override
    public void close() {
      closing = true;
      // What is on the way fails by then, so the thread goes on and sees it.
      publisher.close();
    }
  }
}
