package io.insideout.app.replay;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Topics;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.retail.Invoice;
import io.insideout.retail.Invoices;
import io.insideout.retail.RetailFile;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.generation.Standings;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Uptake;
import io.insideout.runtime.schema.Schemas;
import io.insideout.services.orders.OrderImport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// One replay of a file. The log tells which orders of the file it has already, so a replay that
/// was stopped or killed goes on where it was when it is begun again.
public final class Replay implements AutoCloseable {
  private static final String PREFIX = "online-retail-";
  private static final int ON_THE_WAY_AT_MOST = 5_000;
  private static final Duration REFERENCE_WITHIN = Duration.ofSeconds(60);
  private static final Duration STALLED_AFTER = Duration.ofSeconds(60);

  /// Is told how far the replay is.
  public interface Progress {
    void at(long settled, long sent);

    /// An order is durable in the log. Called by the threads that hear of it.
    default void acknowledged(String orderId) {}
  }

  private final RetailFile file;
  private final LogClient log;
  private final Schemas schemas;
  private final @Nullable DatabaseAddress database;
  private final Publisher publisher;
  private final OrderWatch watch;
  private final FileReturns returns = new FileReturns();
  private final Semaphore onTheWay = new Semaphore(ON_THE_WAY_AT_MOST);
  private final FileOrders orders;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /// @param database where products and stock are kept, or null where that is the log
  /// @throws StartFailure if the log has an order of the file with another content
  public Replay(
      RetailFile file, LogClient log, Schemas schemas, @Nullable DatabaseAddress database) {
    this.file = file;
    this.log = log;
    this.schemas = schemas;
    this.database = database;
    this.orders = FileOrders.of(file, CommandsInLog.fingerprints(log, schemas, PREFIX));
    this.publisher = new Publisher(log, schemas, "replay");
    this.watch = new OrderWatch(log, schemas, orders.ids());
  }

  /// How many orders of the file were in the log before.
  public long before() {
    return orders.inLog().size();
  }

  /// Writes products, customers and stock, where each is kept, and returns when inventory has taken
  /// the stock up.
  ///
  /// @param stockFactor how much of what all orders need is in stock: 1 is just enough
  /// @throws StartFailure if one of them cannot be written, or inventory does not take it up
  public void writeReferenceData(BigDecimal stockFactor) throws InterruptedException {
    long beforeAll = firstOrderMillis() - Duration.ofDays(1).toMillis();
    TopicsData topics = new TopicsData(publisher);
    List<CompletableFuture<RecordMetadata>> written = new ArrayList<>();
    for (Customer customer : file.customers()) {
      written.add(topics.write(Topics.CUSTOMERS, customer.getCustomerId(), customer, beforeAll));
    }
    Uptake stock =
        (database == null ? topics : new DatabaseData(database, log, schemas))
            .put(file.products(), file.stock(stockFactor), beforeAll);
    var _ = TopicsData.await(written);
    stock.await(log, Standings.in(log).group("inventory"), REFERENCE_WITHIN);
  }

  private long firstOrderMillis() {
    try (Invoices invoices = file.invoices()) {
      return invoices.hasNext() ? invoices.next().heading().timeMicros() / 1_000 : 0;
    }
  }

  /// Sends the orders that the log has not yet, in the file's order, and waits until all of the
  /// file's orders are settled. With returns, its cancellations go with them, and all are waited
  /// for until they are done: delivered, or what came back is taken back.
  ///
  /// @return what became of them; not all are settled where the system made no progress for a
  ///   minute
  /// @throws StartFailure if the log takes no more: what was acknowledged stays, and the replay can
  ///   be begun again
  public Outcome run(Pace pace, boolean withReturns, Progress progress)
      throws InterruptedException {
    long sent = send(pace, withReturns, progress);
    long settled = 0;
    long newsNanos = System.nanoTime();
    while (left(sent, withReturns) && System.nanoTime() - newsNanos < STALLED_AFTER.toNanos()) {
      long now = watch.awaitMoreThan(settled, withReturns, Duration.ofMillis(200));
      if (now > settled) {
        settled = now;
        newsNanos = System.nanoTime();
      }
      progress.at(watch.settled(), sent);
    }
    return watch.outcome(withReturns ? returns : null);
  }

  private boolean left(long sent, boolean withReturns) {
    return watch.settled() < sent
        || (withReturns && (watch.done() < sent || watch.returns() < returns.count()));
  }

  private long send(Pace pace, boolean withReturns, Progress progress) throws InterruptedException {
    OrderImport desk = new OrderImport(publisher);
    long beganNanos = System.nanoTime();
    long firstMicros = Long.MIN_VALUE;
    long sent = before();
    try (Invoices invoices = file.invoices()) {
      while (invoices.hasNext() && failure.get() == null) {
        Invoice next = invoices.next();
        boolean goes =
            switch (next) {
              case Invoice.Sale sale -> !orders.inLog().contains(FileOrders.id(sale));
              case Invoice.Cancellation _ -> withReturns;
              case Invoice.Adjustment _, Invoice.WriteOff _ -> false;
            };
        if (goes) {
          long atMicros = next.heading().timeMicros();
          firstMicros = firstMicros == Long.MIN_VALUE ? atMicros : firstMicros;
          pace.await(beganNanos, atMicros - firstMicros);
        }
        switch (next) {
          case Invoice.Sale sale -> {
            returns.sold(sale);
            if (goes) {
              place(desk, sale, progress);
              sent++;
              if (sent % 64 == 0 || Double.isFinite(pace.speed())) {
                progress.at(watch.settled(), sent);
              }
            }
          }
          case Invoice.Cancellation cancellation -> takeBack(desk, cancellation, goes);
          case Invoice.Adjustment _, Invoice.WriteOff _ -> {}
        }
      }
    }
    onTheWay.acquire(ON_THE_WAY_AT_MOST);
    if (failure.get() != null) {
      throw new StartFailure(
          "The log takes no more orders: %s. What was acknowledged stays; begin the replay again to go on."
              .formatted(failure.get()),
          failure.get());
    }
    return sent;
  }

  private void place(OrderImport desk, Invoice.Sale sale, Progress progress)
      throws InterruptedException {
    String orderId = FileOrders.id(sale);
    onTheWay.acquire();
    var _ =
        desk.place(orderId, sale.placeOrder())
            .whenComplete(
                (_, thrown) -> {
                  if (thrown == null) {
                    progress.acknowledged(orderId);
                  }
                  onTheWay.release();
                  failure.compareAndSet(null, thrown);
                });
  }

  /// Those that the log has already are sent again: they have their ids.
  private void takeBack(OrderImport desk, Invoice.Cancellation cancellation, boolean goes)
      throws InterruptedException {
    for (FileReturns.Return one : returns.of(cancellation)) {
      if (goes) {
        onTheWay.acquire();
        var _ =
            desk.takeBack(one.orderId(), one.lines(), cancellation.heading().timeMicros() / 1_000)
                .whenComplete(
                    (_, thrown) -> {
                      onTheWay.release();
                      failure.compareAndSet(null, thrown);
                    });
      }
    }
  }

  @Override
  public void close() {
    watch.close();
    publisher.close();
  }
}
