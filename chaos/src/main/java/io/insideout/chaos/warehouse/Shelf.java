package io.insideout.chaos.warehouse;

/// What is on sale, by number: first what there is never enough of, last that whose rows of stock
/// come and go.
public final class Shelf {
  /// Articles in all.
  public static final int ALL = 24;

  /// Articles of which there is never enough for everybody.
  public static final int SCARCE = 6;

  /// From here on, rows of stock are deleted and made again where people keep them by SQL.
  public static final int LEFT_ALONE = 20;

  static final int COMING_AND_GOING = ALL - LEFT_ALONE;

  private Shelf() {}

  /// The article of a number.
  public static String sku(int number) {
    return "SKU-" + number;
  }
}
