package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Orders that go on coming, each waited for by whoever placed it.
final class SteadyOrders implements AutoCloseable {
  private final Http http;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<String>> states = new CopyOnWriteArrayList<>();
  private final AtomicInteger placed = new AtomicInteger();
  private final AtomicLong longestMillis = new AtomicLong();

  private SteadyOrders(Http http) {
    this.http = http;
  }

  /// @param every how often one comes
  static SteadyOrders at(Http http, Duration every) {
    SteadyOrders orders = new SteadyOrders(http);
    var _ =
        orders.clock.scheduleAtFixedRate(orders::come, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return orders;
  }

  private void come() {
    int number = placed.getAndIncrement();
    states.add(customers.submit(() -> decided(number)));
  }

  private String decided(int number) {
    String id =
        http.place(
            """
            {"cardToken": "tok-silent-%d", "lines": [{"sku": "%s", "quantity": 1}, {"sku": "CUP", "quantity": 1}]}"""
                .formatted(number, number % 2 == 0 ? "TEA" : "POT"),
            "Idempotency-Key",
            "steady-" + number);
    long acknowledgedNanos = System.nanoTime();
    String state =
        http.get("/api/orders/" + id + "?wait=settled&timeout=60s")
            .expect(200)
            .json()
            .path("state")
            .asText();
    longestMillis.accumulateAndGet((System.nanoTime() - acknowledgedNanos) / 1_000_000, Math::max);
    return state;
  }

  int placed() {
    return placed.get();
  }

  /// The longest from an acknowledgement to a decision until now.
  long longestMillis() {
    return longestMillis.get();
  }

  /// No more of them come.
  ///
  /// @return the state of each when it was decided
  List<String> decided() throws InterruptedException, ExecutionException {
    clock.shutdown();
    assertThat(clock.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    for (Future<String> state : states) {
      var _ = state.get();
    }
    return states.stream().map(Future::resultNow).toList();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    customers.shutdownNow();
  }
}
