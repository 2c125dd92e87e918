package io.insideout.retail;

import io.insideout.catalog.Product;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the order lines of one SKU say of the product.
final class ProductTally {
  /// A description that appears first after so many others is not the most frequent one.
  private static final int MAX_DESCRIPTIONS = 50;

  private final String sku;
  private final Map<String, Integer> descriptions = new LinkedHashMap<>();
  private long highestPriceMicros;
  private long lowestPriceMicros = Long.MAX_VALUE;
  private long units;

  ProductTally(String sku) {
    this.sku = sku;
  }

  void add(InvoiceLine line) {
    highestPriceMicros = Math.max(highestPriceMicros, line.unitPriceMicros());
    lowestPriceMicros = Math.min(lowestPriceMicros, line.unitPriceMicros());
    units = Math.addExact(units, line.quantity());
    String description = line.description().strip();
    if (!description.isEmpty()
        && (descriptions.size() < MAX_DESCRIPTIONS || descriptions.containsKey(description))) {
      descriptions.merge(description, 1, Integer::sum);
    }
  }

  long units() {
    return units;
  }

  Product product() {
    return new Product(
        sku, description(), RetailFile.CURRENCY, highestPriceMicros, lowestPriceMicros);
  }

  /// The most frequent one, of two as frequent the earlier; the SKU where there is none.
  private String description() {
    String best = sku;
    int most = 0;
    for (var entry : descriptions.entrySet()) {
      if (entry.getValue() > most) {
        best = entry.getKey();
        most = entry.getValue();
      }
    }
    return best;
  }
}
