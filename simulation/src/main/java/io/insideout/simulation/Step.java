package io.insideout.simulation;

/// What may happen next.
enum Step {
  /// A task takes the next records of one of its partitions.
  DELIVER,
  /// A task commits: what it wrote is seen, and it is not taken back.
  COMMIT,
  /// A global table takes the next record of its topic.
  FOLLOW,
  /// Somebody outside does something.
  OUTSIDE,
  /// The payment provider answers a request.
  ANSWER,
  /// An operator mends what can be mended, and sends again what was set aside.
  MEND,
  /// Time passes, and clocks ring.
  ADVANCE,
  /// A task takes a record again that it has taken.
  REDELIVER,
  /// A task is killed before it commits, and begins anew.
  KILL_TASK,
  /// A whole service is killed, its tables as well, and begins anew.
  KILL_SERVICE
}
