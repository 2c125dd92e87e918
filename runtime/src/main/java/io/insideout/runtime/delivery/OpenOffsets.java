package io.insideout.runtime.delivery;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What was read of a partition and is not done yet, so that no more is committed than what stands
/// before the first of it. As large as what is open, however far behind that is.
public final class OpenOffsets {
  private final TreeMap<Long, Integer> open = new TreeMap<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private long bytes;
  private long reached = -1;

  /// @param size in bytes, of what is kept in memory meanwhile
  public synchronized void open(long offset, int size) {
    if (open.putIfAbsent(offset, size) == null) {
      bytes += size;
    }
  }

  public synchronized void done(long offset) {
    Integer size = open.remove(offset);
    bytes -= size == null ? 0 : size;
  }

  /// All before this position has been read.
  synchronized void reached(long position) {
    reached = position;
  }

  /// Where whoever comes next has to go on; -1 while nothing was read.
  synchronized long position() {
    return open.isEmpty() ? reached : open.firstKey();
  }

  synchronized int size() {
    return open.size();
  }

  synchronized long bytes() {
    return bytes;
  }

  /// Somebody else has the partition now, and does what is open.
  void release() {
    released.countDown();
  }

  /// Whether what is open is still ours to do.
  public boolean isHeld() {
    return released.getCount() > 0;
  }

  /// Waits for that long, or until what is open is not ours any more.
  public void pause(Duration time) throws InterruptedException {
    var _ = released.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
