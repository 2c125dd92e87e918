package io.insideout.runtime.http;

import io.insideout.runtime.Metrics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// The callers of a door, and what each has asked of late: a bucket for each, which fills by the
/// second and is emptied by requests. There are so many buckets at most, whatever names come; the
/// one that goes is that of whom nothing was heard for longest.
final class Callers {
  static final int MOST_BUCKETS = 10_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final CallerLimits limits;
  private final LongSupplier nanoClock;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Integer> open = new HashMap<>();

  /// @param tokens requests that may come now
  private record Bucket(double tokens, long atNanos) {}

  Callers(CallerLimits limits, LongSupplier nanoClock) {
    this.limits = limits;
    this.nanoClock = nanoClock;
  }

  /// Lets a request of a caller in.
  ///
  /// @return to be closed when it is answered
  /// @throws Problem 429 if the caller has asked too much
  synchronized Turn enter(String caller) {
    int others = open.getOrDefault(caller, 0);
    if (limits.open() > 0 && others >= limits.open()) {
      throw refused(
          "open", "%d of your requests are being answered; no more are".formatted(others), 1);
    }
    if (limits.perSecond() > 0) {
      take(caller);
    }
    if (limits.open() > 0) {
      open.put(caller, others + 1);
    }
    return new Turn(caller);
  }

  private void take(String caller) {
    long nowNanos = nanoClock.getAsLong();
    Bucket bucket = buckets.getOrDefault(caller, new Bucket(limits.burst(), nowNanos));
    double filled = (nowNanos - bucket.atNanos()) / NANOS_PER_SECOND * limits.perSecond();
    double tokens = Math.min(limits.burst(), bucket.tokens() + filled);
    boolean enough = tokens >= 1;
    buckets.put(caller, new Bucket(enough ? tokens - 1 : tokens, nowNanos));
    if (buckets.size() > MOST_BUCKETS) {
      buckets.remove(buckets.keySet().iterator().next());
    }
    if (!enough) {
      throw refused(
          "rate",
          "%d requests a second are answered to one caller".formatted(limits.perSecond()),
          (long) Math.ceil((1 - tokens) / limits.perSecond()));
    }
  }

  private static Problem refused(String limit, String detail, long afterSeconds) {
    Metrics.REQUESTS_REFUSED.labelValues(limit).inc();
    return Problem.tooManyRequests(detail, afterSeconds);
  }

  synchronized int buckets() {
    return buckets.size();
  }

  private synchronized void leave(String caller) {
    open.computeIfPresent(caller, (_, number) -> number > 1 ? number - 1 : null);
  }

  /// A request that is being answered.
  final class Turn implements AutoCloseable {
    private final String caller;

    private Turn(String caller) {
      this.caller = caller;
    }

    @Override
    public void close() {
      leave(caller);
    }
  }
}
