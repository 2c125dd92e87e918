package io.insideout.app.replay;

import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import java.util.List;

/// Where a file's products and stock go before its orders.
public interface ReferenceData {
  /// Puts them there, and returns when they are in the log.
  ///
  /// @param timestampMillis when they are there, in the file's time
  /// @throws io.insideout.runtime.StartFailure if they cannot be put there
  void put(List<Product> products, List<Stock> stock, long timestampMillis)
      throws InterruptedException;
}
