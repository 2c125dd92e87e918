package io.insideout.services.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.Stock;
import io.insideout.fuzz.Foreign;
import io.insideout.fuzz.Kept;
import io.insideout.runtime.http.Json;

class StockFuzzTest {
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void stock_is_kept_as_it_came_or_refused(byte[] input) {
    Foreign.read(
            () ->
                InventoryAssembly.stock("sku", Json.read(input, InventoryAssembly.StockBody.class)))
        .ifPresent(
            stock -> {
              Kept.asItCame(stock, Stock.class);
              assertThat(stock.getOnHand()).isNotNegative();
            });
  }
}
