package io.insideout.benchmarks;

import io.insideout.testkit.OrderFixture;

/// The order that is measured with: as wide as those of the bundled week.
public final class SampleOrder {
  /// Its id.
  public static final String ID = "0f8c1d52-7a4e-5b1c-9d3e-2f6a8b4c0d1e";

  private SampleOrder() {}

  /// An order of a known customer.
  ///
  /// @param lines how many, each of a SKU of its own
  public static OrderFixture of(int lines) {
    OrderFixture order = OrderFixture.order(ID).customer("17850").card("card-17850");
    for (int line = 0; line < lines; line++) {
      order = order.line(sku(line), 6, 2_550_000L);
    }
    return order;
  }

  /// The SKU of a line.
  public static String sku(int line) {
    return "85" + (100 + line) + "A";
  }
}
