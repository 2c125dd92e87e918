package io.insideout.app.bench;

import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// One-line orders over HTTP at a fixed rate, however slow the answers are. Times run from when an
/// order was *due*, not from when it was sent: a stall is charged to every order that it delays.
public final class LatencyBench {
  private final HttpClient http;
  private final URI orders;
  private final LogClient log;
  private final Schemas schemas;
  private final String run = Long.toString(System.currentTimeMillis(), 36);

  public LatencyBench(String door, LogClient log, Schemas schemas) {
    this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    this.orders = URI.create(door + "/api/orders");
    this.log = log;
    this.schemas = schemas;
  }

  /// What was measured.
  ///
  /// @param sent orders that were due
  /// @param failed orders that were not acknowledged
  /// @param undecided acknowledged orders that were not decided within a minute
  /// @param rejected orders that were decided against
  /// @param acknowledgedMicros from due to acknowledged, microseconds
  /// @param decidedMicros from due to the decision being committed and read, microseconds
  public record Result(
      long sent,
      long failed,
      long undecided,
      long rejected,
      Histogram acknowledgedMicros,
      Histogram decidedMicros) {}

  /// Writes products, stock and customers for the orders.
  public void prepare() throws InterruptedException {
    BenchCatalogue.write(log, schemas);
  }

  /// Sends orders at a rate.
  public Result run(int ratePerSecond, Duration time) throws InterruptedException {
    long count = ratePerSecond * time.toSeconds();
    Histogram acknowledged = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
    AtomicLong failed = new AtomicLong();
    try (DecisionWatch watch = new DecisionWatch(log, schemas)) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        long beganNanos = System.nanoTime();
        for (long i = 0; i < count; i++) {
          long order = i;
          long dueNanos = beganNanos + i * TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
          for (long left = dueNanos - System.nanoTime(); left > 0; ) {
            LockSupport.parkNanos(left);
            left = dueNanos - System.nanoTime();
          }
          threads.execute(() -> place(order, dueNanos, watch, acknowledged, failed));
        }
      }
      int undecided = watch.awaitAll(Duration.ofMinutes(1));
      return new Result(
          count, failed.get(), undecided, watch.rejected(), acknowledged, watch.micros());
    }
  }

  private void place(
      long order, long dueNanos, DecisionWatch watch, Histogram acknowledged, AtomicLong failed) {
    try {
      HttpResponse<byte[]> answer =
          http.send(request(order), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() == 202) {
        long nanos = System.nanoTime() - dueNanos;
        watch.expect(String.valueOf(Json.read(answer.body(), Map.class).get("orderId")), dueNanos);
        synchronized (acknowledged) {
          acknowledged.recordValue(nanos / 1_000);
        }
        return;
      }
    } catch (IOException e) {
      // Counted below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failed.incrementAndGet();
  }

  private HttpRequest request(long order) {
    Map<String, Object> body =
        Map.of(
            "customerId",
            BenchCatalogue.customer(order),
            "cardToken",
            "bench-" + run + "-" + order,
            "lines",
            List.of(Map.of("sku", BenchCatalogue.sku(order), "quantity", 1)));
    return HttpRequest.newBuilder(orders)
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
        .build();
  }
}
