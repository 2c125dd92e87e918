package io.insideout.chaos.warehouse;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What people have counted, as they remember it. For many threads.
///
/// Each correction has a number, under which it also stands in a table of theirs, written in the
/// same transaction: so one whose commit got no answer is there or is not, and nobody has to guess.
public final class Account {
  /// A correction that was committed.
  ///
  /// @param units by which it changed what there is of the SKU in all, on hand or shipped
  record Correction(String sku, long units) {}

  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Correction> committed = new ConcurrentHashMap<>();

  long nextNumber() {
    return numbers.incrementAndGet();
  }

  void committed(long number, String sku, long units) {
    committed.put(number, new Correction(sku, units));
  }

  /// Those that were committed, by number.
  Map<Long, Correction> committed() {
    return new TreeMap<>(committed);
  }

  /// How many were committed so far.
  public int corrections() {
    return committed.size();
  }
}
