package io.insideout.registry;

import java.util.List;

/// A decision: what to append to the log, all or nothing, and what to answer once it is there.
record Change<T>(List<StoreRecord> records, T answer) {
  Change {
    records = List.copyOf(records);
  }

  /// Nothing to append: what was asked for is so already.
  static <T> Change<T> none(T answer) {
    return new Change<>(List.of(), answer);
  }
}
