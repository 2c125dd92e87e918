package io.insideout.runtime.view;

/// How far behind the log a view is.
///
/// @param millis when it was known to show all that was committed, milliseconds since the epoch; 0
///   where it has not come so far yet
/// @param behind how many records it has to read still, markers of transactions counted; negative
///   where nobody knows yet
public record AsOf(long millis, long behind) {}
