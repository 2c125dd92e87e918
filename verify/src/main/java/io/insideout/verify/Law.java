package io.insideout.verify;

/// A law of the system, as a judge over the log. What a law remembers from record to record it
/// keeps in the scratch space, so that its memory does not grow with the log.
interface Law {
  char letter();

  String title();

  /// Takes a record; those of one partition come in the order of the log, between partitions there
  /// is none to rely on.
  default void accept(Entry entry, Findings findings) {}

  /// Judges one order, after the last record.
  default void judge(Dossier order, Moment moment, Findings findings) {}

  /// Judges one order as far as the history goes, and what it touches: after any record.
  default void look(Dossier order, Moment moment, Findings findings) {
    judge(order, moment, findings);
  }

  /// Judges what is about more than one order, after the last of them.
  default void finish(Moment moment, Findings findings) {}
}
