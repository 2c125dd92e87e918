package io.insideout.app.replay;

import io.insideout.runtime.Pause;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How fast the file's time passes.
///
/// @param speed how many seconds of the file pass in one second; infinite for as fast as possible
public record Pace(double speed) {
  public static final Pace AS_FAST_AS_POSSIBLE = new Pace(Double.POSITIVE_INFINITY);

  public Pace {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("a speed is above 0: " + speed);
    }
  }

  /// Waits until it is the turn of an order.
  ///
  /// @param beganNanos when the first order was sent, by the system's clock
  /// @param fileMicros how long after the first order this one was placed, in the file's time
  void await(long beganNanos, long fileMicros) throws InterruptedException {
    long dueNanos = beganNanos + (long) (TimeUnit.MICROSECONDS.toNanos(fileMicros) / speed);
    for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
      Pause.atMost(Duration.ofNanos(left));
    }
  }
}
