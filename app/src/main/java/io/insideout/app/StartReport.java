package io.insideout.app;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was started and how long each took.
public final class StartReport {
  /// Something that takes time.
  interface Work<T> {
    T run() throws InterruptedException;
  }

  private final Map<String, Duration> took = new LinkedHashMap<>();

  <T> T time(String what, Work<T> work) throws InterruptedException {
    long beganNanos = System.nanoTime();
    T done = work.run();
    took.put(what, Duration.ofNanos(System.nanoTime() - beganNanos));
    return done;
  }

  /// What took how long, in the order in which it happened.
  public Map<String, Duration> took() {
    return Map.copyOf(took);
  }

  /// One line, such as `log 2.1 s, services 1.4 s`.
  @Override
  public String toString() {
    return took.entrySet().stream()
        .map(one -> "%s %.1f s".formatted(one.getKey(), one.getValue().toMillis() / 1e3))
        .reduce((one, other) -> one + ", " + other)
        .orElse("nothing");
  }
}
