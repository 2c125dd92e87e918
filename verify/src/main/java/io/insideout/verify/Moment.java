package io.insideout.verify;

/// What is known of the system at the moment that the log was read, and so which silences count.
///
/// A log that still grows is never read at one instant: a record can be in hand while its cause, in
/// another partition, was not yet there when that partition's end was looked up. So the log is cut
/// twice. Records before the first cut are *ripe*: what they rest on was committed before them, and
/// the reading up to the second, later cut has it, if it exists. What is missing to a ripe record
/// is a violation even while the system works; what is missing to one in the tail may still come.
///
/// @param quiet whether all work was done
/// @param ripe the first cut
/// @param read the second cut: everything before it was read
record Moment(Quiet quiet, Cut ripe, Cut read) {
  /// A history that is known whole.
  static Moment whole(Quiet quiet) {
    return new Moment(quiet, Cut.EVERYTHING, Cut.EVERYTHING);
  }

  boolean isQuiet() {
    return quiet.isQuiet();
  }

  boolean isRipe(Coordinates at) {
    return isQuiet() || ripe.holds(at);
  }
}
