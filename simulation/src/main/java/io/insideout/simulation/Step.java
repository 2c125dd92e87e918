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
  /// The warehouse's database reads a version of an order, and moves what has left.
  MOVE,
  /// It loses its position among the orders, and reads some of them again.
  MOVE_AGAIN,
  /// Change data capture publishes a row of it.
  CAPTURE,
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
