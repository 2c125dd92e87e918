package io.insideout.verify;

/// Whether everything that was asked of the system had been worked off when the log was read. Some
/// promises are about the end of the work ("every order ends") and can only be held against a
/// system that is quiet.
///
/// @param isQuiet true if nothing was left to do
/// @param reason how that is known, or what is left to do
public record Quiet(boolean isQuiet, String reason) {
  /// Nothing is left to do.
  public static Quiet yes(String reason) {
    return new Quiet(true, reason);
  }

  /// Something is left to do, or nobody knows.
  public static Quiet no(String reason) {
    return new Quiet(false, reason);
  }
}
