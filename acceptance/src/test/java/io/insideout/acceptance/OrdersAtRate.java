package io.insideout.acceptance;

import io.insideout.bench.load.Callers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Orders that come at a rate, while something else is done.
record OrdersAtRate(Callers callers, int ordersASecond) {
  /// What becomes of those of so long a time, once they are decided.
  CompletableFuture<Callers.Result> begin(Duration time) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return callers.atRate(ordersASecond, time);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
