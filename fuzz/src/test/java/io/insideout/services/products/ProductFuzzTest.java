package io.insideout.services.products;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.Product;
import io.insideout.fuzz.Foreign;
import io.insideout.fuzz.Kept;
import io.insideout.runtime.http.Json;

class ProductFuzzTest {
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_product_is_kept_as_it_came_or_refused(byte[] input) {
    Foreign.read(
            () ->
                ProductsService.product("sku", Json.read(input, ProductsService.ProductBody.class)))
        .ifPresent(
            product -> {
              Kept.asItCame(product, Product.class);
              assertThat(product.getFloorPriceMicros()).isBetween(0L, product.getListPriceMicros());
            });
  }
}
