package io.insideout.services.payments;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.log.Publisher;
import io.insideout.services.payments.PaymentProvider.Answer;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Unknown;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings requests to the provider and answers to the log: those of an order one after the other,
/// those of different orders side by side. What is not answered is asked again, with pauses, until
/// it is; a VOID does not wait for an AUTHORIZE that nobody answers, and settles it as well.
final class Errands implements AutoCloseable {
  /// How many calls are on their way to the provider at most; whoever pauses is not one of them.
  private static final int MOST_CALLS = 64;

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

  private final PaymentProvider provider;
  private final Publisher publisher;
  private final Backoff backoff;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();
  private final Semaphore calls = new Semaphore(MOST_CALLS);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Errands(PaymentProvider provider, Publisher publisher, Backoff backoff) {
    this.provider = provider;
    this.publisher = publisher;
    this.backoff = backoff;
  }

  void take(Errand errand) {
    lines.compute(
        errand.request().getOrderId(),
        (orderId, line) -> {
          Line known = line == null ? new Line() : line;
          known.add(errand);
          if (line == null) {
            threads.execute(() -> serve(orderId, known));
          }
          return known;
        });
  }

  private void serve(String orderId, Line line) {
    try {
      do {
        for (Errand next = line.next(); next != null; next = line.next()) {
          settle(next, null, line);
        }
      } while (lines.computeIfPresent(orderId, (_, mine) -> mine.isEmpty() ? null : mine) != null);
    } catch (InterruptedException e) {
      // What is open stays so: the next start asks for it under the same id.
      LOG.debug("order {}: the cashier closes", orderId);
    }
  }

  /// Asks until there is an answer.
  ///
  /// @return null where the errand is somebody else's now
  private @Nullable Answer settle(Errand errand, @Nullable PaymentRequest unanswered, Line line)
      throws InterruptedException {
    for (int attempt = 1; errand.offsets().isHeld(); attempt++) {
      Answer answer = ask(errand.request(), unanswered);
      publish(errand, Attempts.of(errand.request(), answer, attempt));
      if (!(answer instanceof Unknown)) {
        errand.answered();
        return answer;
      }
      Errand undo =
          line.await(
              later -> errand.is(PaymentKind.AUTHORIZE) && later.is(PaymentKind.VOID),
              backoff.after(attempt));
      if (undo != null && settle(undo, errand.request(), line) instanceof Approved undone) {
        errand.answered();
        return undone;
      }
    }
    return null;
  }

  private Answer ask(PaymentRequest request, @Nullable PaymentRequest unanswered)
      throws InterruptedException {
    calls.acquire();
    long beganNanos = System.nanoTime();
    try {
      Answer answer = called(request, unanswered);
      Metrics.PROVIDER_CALL_SECONDS
          .labelValues(answer.outcome().name())
          .observe((System.nanoTime() - beganNanos) / 1e9);
      return answer;
    } finally {
      calls.release();
    }
  }

  private Answer called(PaymentRequest request, @Nullable PaymentRequest unanswered)
      throws InterruptedException {
    try {
      return provider.ask(request, unanswered);
    } catch (RuntimeException e) {
      LOG.error("request {}: the provider's client fails", request.getRequestId(), e);
      return new Unknown("the provider's client fails: " + e.getClass().getSimpleName(), null);
    }
  }

  private void publish(Errand errand, Authorization attempt) throws InterruptedException {
    for (int failed = 1; errand.offsets().isHeld(); failed++) {
      try {
        var _ =
            publisher
                .publishFrom(errand.record(), Topics.AUTHORIZATIONS, attempt.getOrderId(), attempt)
                .get();
        return;
      } catch (ExecutionException | RuntimeException e) {
        // The provider has answered: whatever becomes of the log, that is not asked again.
        LOG.warn("request {}: the answer cannot be written", attempt.getRequestId(), e);
        var _ = new Line().await(_ -> false, backoff.after(failed));
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(CLOSE_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("the provider still holds up the cashier");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
