package io.insideout.catalog;

/// What is shown of a card's token. Whoever has a token may charge the card, so nobody is shown it
/// whole.
public final class CardTokens {
  private static final String HIDDEN = "…";
  private static final int SHOWN = 4;

  private CardTokens() {}

  /// Its last four characters, by which whoever has the card knows it; nothing of one that is no
  /// longer.
  public static String masked(String token) {
    return token.length() <= SHOWN ? HIDDEN : HIDDEN + token.substring(token.length() - SHOWN);
  }
}
