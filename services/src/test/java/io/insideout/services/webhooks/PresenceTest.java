package io.insideout.services.webhooks;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.delivery.Backoff;
import io.insideout.services.webhooks.http.Outcome;
import io.insideout.services.webhooks.http.Outcome.Away;
import io.insideout.services.webhooks.http.Outcome.Delivered;
import io.insideout.services.webhooks.http.Outcome.Refused;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private static final Away AWAY = new Away("nobody", Duration.ZERO);
  private static final Delivered DELIVERED = new Delivered(200);
  private static final Refused REFUSED = new Refused("no", Duration.ZERO);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  private static Presence presence(Duration first, Duration longest) {
    return new Presence(
        new Pace(new Backoff(first, longest), Duration.ofSeconds(1), Duration.ofHours(1)));
  }

  @Test
  void whileSomebodyIsThereAllCallAtOnce() throws Exception {
    Presence presence = presence(Duration.ofMillis(1), Duration.ofMillis(1));
    CyclicBarrier together = new CyclicBarrier(10);
    for (int i = 0; i < 9; i++) {
      var _ = threads.submit(() -> presence.call(() -> after(together, REFUSED)));
    }
    assertThat(presence.call(() -> after(together, DELIVERED))).isEqualTo(DELIVERED);
  }

  @Test
  void whileNobodyIsThereOneAsksAndWhoComesBackHasAll() throws Exception {
    Presence presence = presence(Duration.ofMillis(1), Duration.ofMillis(2));
    assertThat(presence.call(() -> AWAY)).isEqualTo(AWAY);
    AtomicInteger asking = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger delivered = new AtomicInteger();
    CountDownLatch back = new CountDownLatch(1);
    for (int i = 0; i < 20; i++) {
      var _ =
          threads.submit(
              () -> {
                while (delivered(presence, asking, most, asked, back)) {
                  // It was away once more.
                }
                return delivered.incrementAndGet();
              });
    }
    eventually("it is asked again and again", () -> asked.get() > 20);
    assertThat(most).hasValue(1);
    assertThat(delivered).hasValue(0);

    back.countDown();
    eventually("all get through", () -> delivered.get() == 20);
  }

  private static boolean delivered(
      Presence presence,
      AtomicInteger asking,
      AtomicInteger most,
      AtomicInteger asked,
      CountDownLatch back)
      throws InterruptedException {
    Outcome outcome =
        presence.call(
            () -> {
              if (back.getCount() == 0) {
                return DELIVERED;
              }
              most.accumulateAndGet(asking.incrementAndGet(), Math::max);
              asked.incrementAndGet();
              asking.decrementAndGet();
              return AWAY;
            });
    return AWAY.equals(outcome);
  }

  @Test
  void ofManyThatFailTogetherOneCounts() throws Exception {
    // Ten failures in a row would be a pause of many seconds, one is none to speak of.
    Presence presence = presence(Duration.ofMillis(50), Duration.ofHours(1));
    CyclicBarrier together = new CyclicBarrier(12);
    for (int i = 0; i < 11; i++) {
      var _ = threads.submit(() -> presence.call(() -> after(together, AWAY)));
    }
    assertThat(presence.call(() -> after(together, AWAY))).isEqualTo(AWAY);
    Future<?> next = threads.submit(() -> presence.call(() -> DELIVERED));

    eventually("the next call is made soon", next::isDone);
  }

  @Test
  void aCallThatWasNotMadeLeavesItToTheNext() throws Exception {
    Presence presence = presence(Duration.ofMillis(1), Duration.ofMillis(1));
    assertThat(presence.call(() -> AWAY)).isEqualTo(AWAY);
    assertThat(presence.call(() -> null)).isNull();
    Future<?> interrupted =
        threads.submit(
            () ->
                presence.call(
                    () -> {
                      throw new InterruptedException();
                    }));
    eventually("it has ended", interrupted::isDone);

    Future<?> next = threads.submit(() -> presence.call(() -> DELIVERED));
    eventually("the next call is made", next::isDone);
  }

  private static Outcome after(CyclicBarrier barrier, Outcome outcome) throws InterruptedException {
    try {
      var _ = barrier.await();
    } catch (java.util.concurrent.BrokenBarrierException e) {
      throw new AssertionError(e);
    }
    return outcome;
  }
}
