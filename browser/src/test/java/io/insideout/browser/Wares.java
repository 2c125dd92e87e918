package io.insideout.browser;

import io.insideout.acceptance.TestSystem;

/// A shop as one might meet it, to be looked at.
final class Wares {
  private static final String[][] ALL = {
    {"85123A", "White hanging heart T-light holder", "2.55"},
    {"71053", "White metal lantern", "3.39"},
    {"84406B", "Cream cupid hearts coat hanger", "2.75"},
    {"84029G", "Knitted union flag hot water bottle", "3.39"},
    {"22752", "Set of seven babushka nesting boxes", "7.65"},
    {"21730", "Glass star frosted T-light holder", "4.25"},
    {"22633", "Hand warmer, union jack", "1.85"},
    {"84879", "Assorted colour bird ornament", "1.69"},
    {"22745", "Poppy's playhouse bedroom", "2.10"},
    {"22310", "Ivory knitted mug cosy", "1.655"},
  };

  private Wares() {}

  static void putOut(TestSystem system) {
    for (String[] one : ALL) {
      system
          .http()
          .put(
              "/api/products/" + one[0],
              "{\"description\": \"%s\", \"listPrice\": \"%s\"}".formatted(one[1], one[2]))
          .expect(200);
      system.http().put("/api/stock/" + one[0], "{\"onHand\": 100000}").expect(200);
    }
    system.customer("ada-lovelace");
  }

  /// An order of three lines, once it is decided.
  ///
  /// @return its id
  static String order(TestSystem system, String card) {
    String id =
        system
            .http()
            .place(
                """
                {"customerId": "ada-lovelace", "cardToken": "%s", "lines": [
                  {"sku": "85123A", "quantity": 6}, {"sku": "22310", "quantity": 3},
                  {"sku": "22752", "quantity": 1}]}"""
                    .formatted(card));
    system.http().settled(id);
    return id;
  }
}
