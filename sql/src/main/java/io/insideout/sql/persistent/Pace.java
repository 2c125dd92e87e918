package io.insideout.sql.persistent;

import java.util.concurrent.TimeUnit;

/// How fast a query reads.
///
/// @param atNanos when that was
/// @param offsets the sum of the offsets that it had come to
/// @param perSecond how many it has passed in a second since the look before
record Pace(long atNanos, long offsets, long perSecond) {
  static final Pace NONE = new Pace(0, -1, 0);

  Pace then(long nowNanos, long now) {
    if (offsets < 0 || nowNanos <= atNanos) {
      return new Pace(nowNanos, now, 0);
    }
    long passed = Math.max(0, now - offsets);
    return new Pace(nowNanos, now, passed * TimeUnit.SECONDS.toNanos(1) / (nowNanos - atNanos));
  }
}
