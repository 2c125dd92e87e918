package io.insideout.acceptance;

import io.insideout.runtime.Pause;
import io.insideout.testkit.Eventually;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Callers who order one after the other until they are told to end, and ask again with the same
/// key until an order is acknowledged.
final class Buyers implements AutoCloseable {
  private static final int CALLERS = 4;
  private static final int ORDERS_EACH = 8;
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final Http http;
  private final Collection<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ending;

  Buyers(URI door) {
    http = new Http(door);
    for (int i = 0; i < CALLERS; i++) {
      int caller = i;
      threads.add(Thread.ofVirtual().name("buyer-" + i).start(() -> buy(caller)));
    }
  }

  private void buy(int caller) {
    try {
      for (int number = 0; !ending; number++) {
        place("%d-%d".formatted(caller, number), number);
        Pause.atMost(BETWEEN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void place(String key, int number) throws InterruptedException {
    // One in three is never paid, and one in seven asks for more than there is.
    String card = (number % 3 == 0 ? "tok-silent-" : "card-") + key;
    String order =
        """
        {"cardToken": "%s", "lines": [{"sku": "%s", "quantity": 1}, {"sku": "%s", "quantity": %d}]}"""
            .formatted(
                card,
                MixedSystem.sku(number),
                MixedSystem.sku(number + 1),
                number % 7 == 0 ? MixedSystem.ON_HAND + 1 : 2);
    while (!ending) {
      try {
        Reply reply = http.post("/api/orders", order, "Idempotency-Key", key);
        if (reply.status() == 202) {
          acknowledged.add(reply.json().path("orderId").asText());
          return;
        }
      } catch (UncheckedIOException away) {
        // Whoever has the service is being replaced: the same is asked again.
      }
      Pause.atMost(BETWEEN);
    }
  }

  /// Waits until more orders were acknowledged than were on their way.
  void atWork() {
    int goal = acknowledged.size() + CALLERS * ORDERS_EACH;
    Eventually.eventually(goal + " orders are acknowledged", () -> acknowledged.size() >= goal);
  }

  /// Ends them.
  ///
  /// @return the ids of all orders that were acknowledged
  List<String> end() throws InterruptedException {
    ending = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return List.copyOf(acknowledged);
  }

  @Override
  public void close() {
    ending = true;
    threads.forEach(Thread::interrupt);
  }
}
