package io.insideout.simulation;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/// A clock that moves when it is told to, and in no other way.
final class VirtualTime implements Time {
  private long millis;

  VirtualTime(long millis) {
    this.millis = millis;
  }

  void advance(long byMillis) {
    millis += byMillis;
  }

  @Override
  public long milliseconds() {
    return millis;
  }

  @Override
  public long nanoseconds() {
    return millis * 1_000_000;
  }

  @Override
  public void sleep(long ms) {
    throw new IllegalStateException("nothing sleeps in a simulation");
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) {
    throw new IllegalStateException("nothing waits in a simulation");
  }
}
