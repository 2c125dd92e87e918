package io.insideout.chaos.bank;

/// How the money of one order stands at the provider.
///
/// @param intents how often it was held, which is once or never
/// @param heldMinor what is held, or was taken of it; 0 where it was cancelled
/// @param capturedMinor what was taken
/// @param refundedMinor what was given back
public record Statement(int intents, long heldMinor, long capturedMinor, long refundedMinor) {
  /// Of an order that the provider does not know.
  public static final Statement NOTHING = new Statement(0, 0, 0, 0);

  Statement and(Statement other) {
    return new Statement(
        intents + other.intents,
        heldMinor + other.heldMinor,
        capturedMinor + other.capturedMinor,
        refundedMinor + other.refundedMinor);
  }
}
