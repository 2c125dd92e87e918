package io.insideout.services.payments;

import java.util.TreeSet;

/// What was read of a partition and is not answered yet, so that no more is committed than what
/// stands before the first of it. As large as what is open, however far behind that is.
final class OpenOffsets {
  private final TreeSet<Long> open = new TreeSet<>();
  private long reached = -1;
  private boolean held = true;

  synchronized void open(long offset) {
    open.add(offset);
  }

  synchronized void answered(long offset) {
    open.remove(offset);
  }

  /// All before this position has been read.
  synchronized void reached(long position) {
    reached = position;
  }

  /// Where whoever comes next has to go on; -1 while nothing was read.
  synchronized long position() {
    return open.isEmpty() ? reached : open.first();
  }

  synchronized int size() {
    return open.size();
  }

  /// Somebody else has the partition now, and asks for what is open.
  synchronized void release() {
    held = false;
  }

  synchronized boolean isHeld() {
    return held;
  }
}
