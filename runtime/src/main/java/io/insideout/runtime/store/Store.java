package io.insideout.runtime.store;

import java.util.List;

/// Something that a part keeps of the log while it runs, and that can be made again from it. It is
/// found from what runs, so one that nobody keeps is not there.
public interface Store {
  /// What it is.
  enum Kind {
    /// The newest committed record of each key of a topic, for callers.
    VIEW,

    /// All committed records of topics, whole, by what they are about.
    RECORDS,

    /// A topic that every instance of a topology holds whole.
    TABLE,

    /// What a topology remembers, divided among its instances by partitions.
    STATE
  }

  /// How many rows there are.
  ///
  /// @param isExact whether they were counted; else about as many
  record Count(long rows, boolean isExact) {
    /// So many are counted; beyond that it is estimated.
    public static final int MOST_COUNTED = 10_000;
  }

  /// Its name among those of its service.
  String name();

  Kind kind();

  /// The topics that it is made of, its changelog among them.
  List<String> topics();

  /// The partitions of these whose rows are here.
  List<Integer> partitions();

  /// @throws StoreAway if it cannot be read at this moment
  Count count();
}
