package io.insideout.app.replay;

import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import io.insideout.runtime.log.Uptake;
import java.util.List;

/// Where a file's products and stock go before its orders.
public interface ReferenceData {
  /// Puts them there, and returns when they are in the log.
  ///
  /// @param timestampMillis when they are there, in the file's time
  /// @return the records of the stock, for whoever has to know it before the first order
  /// @throws io.insideout.runtime.StartFailure if they cannot be put there
  Uptake put(List<Product> products, List<Stock> stock, long timestampMillis)
      throws InterruptedException;
}
