package io.insideout.services.payments;

import io.insideout.catalog.PaymentRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A provider that outlives those who ask it: it does what it is asked once under each key, counts
/// that, and then answers as a test wants it.
final class CountingProvider implements PaymentProvider {
  /// What becomes of an answer on its way.
  interface Way {
    Answer of(PaymentRequest request) throws InterruptedException;
  }

  final Map<String, Integer> timesAsked = new ConcurrentHashMap<>();
  final Map<String, Integer> timesDone = new ConcurrentHashMap<>();
  final List<PaymentRequest> undone = new CopyOnWriteArrayList<>();
  private volatile Way way;

  CountingProvider(Way way) {
    this.way = way;
  }

  void answer(Way other) {
    way = other;
  }

  @Override
  public Answer ask(PaymentRequest request, @Nullable PaymentRequest unanswered)
      throws InterruptedException {
    if (timesAsked.merge(request.getRequestId(), 1, Integer::sum) == 1) {
      timesDone.merge(request.getRequestId(), 1, Integer::sum);
    }
    if (unanswered != null) {
      undone.add(unanswered);
    }
    return way.of(request);
  }
}
