package io.insideout.runtime.http;

/// What one caller may ask of a door, so that one that asks without an end keeps no other waiting.
///
/// @param perSecond requests, in the long run; 0 for any number
/// @param burst requests that may come at once after a pause
/// @param open requests that are being answered at once, those that wait and those that are
///   followed among them; 0 for any number
public record CallerLimits(int perSecond, int burst, int open) {
  /// Whatever a caller likes.
  public static final CallerLimits NONE = new CallerLimits(0, 0, 0);
}
