package io.insideout.catalog;

/// How far back the fraud check looks. It is part of what its answers mean: whoever counts them
/// again has to forget what it has forgotten.
public final class FraudBounds {
  /// How many windows of one rule are remembered of a card or a customer; when there are more, the
  /// one that was used longest ago is forgotten.
  public static final int WINDOWS_PER_RULE = 64;

  private FraudBounds() {}
}
