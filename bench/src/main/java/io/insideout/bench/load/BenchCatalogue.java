package io.insideout.bench.load;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import io.insideout.runtime.generation.Standings;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.log.Uptake;
import io.insideout.runtime.schema.Schemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/// What the measured orders are of: products, stock and customers of their own, enough for every
/// order.
public final class BenchCatalogue {
  static final int PRODUCTS = 500;
  static final int CUSTOMERS = 2_000;
  static final long PRICE_MICROS = 10_000;
  private static final long PLENTY = 1_000_000_000_000L;
  private static final Duration TAKEN_UP_WITHIN = Duration.ofSeconds(60);

  private BenchCatalogue() {}

  static String sku(long order) {
    return "BENCH-" + order % PRODUCTS;
  }

  static String customer(long order) {
    return "bench-" + order % CUSTOMERS;
  }

  /// Writes products, stock and customers, and returns when inventory has taken the stock up.
  // The schema lets the e-mail be null, Avro's class does not say so.
  @SuppressWarnings("NullAway")
  public static void write(LogClient log, Schemas schemas) throws InterruptedException {
    List<CompletableFuture<?>> written = new ArrayList<>();
    List<CompletableFuture<RecordMetadata>> rows = new ArrayList<>();
    try (Publisher publisher = new Publisher(log, schemas, "bench")) {
      long now = System.currentTimeMillis();
      Traceparent trace = Traceparent.random();
      for (int i = 0; i < PRODUCTS; i++) {
        Product product = new Product(sku(i), "Measured", "GBP", PRICE_MICROS, PRICE_MICROS);
        written.add(publisher.publish(Topics.PRODUCTS, sku(i), product, now, trace));
        rows.add(
            publisher.publish(Topics.STOCK, sku(i), new Stock(sku(i), PLENTY, 0L), now, trace));
      }
      for (int i = 0; i < CUSTOMERS; i++) {
        Customer customer =
            new Customer(
                customer(i), "Measured", null, "United Kingdom", "1 Main Street", "N1", "London");
        written.add(publisher.publish(Topics.CUSTOMERS, customer(i), customer, now, trace));
      }
      CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).join();
    }
    Uptake.of(rows.stream().map(CompletableFuture::join).toList())
        .await(log, Standings.in(log).group("inventory"), TAKEN_UP_WITHIN);
  }
}
