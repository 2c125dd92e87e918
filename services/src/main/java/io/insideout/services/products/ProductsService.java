package io.insideout.services.products;

import static io.insideout.catalog.Topics.PRODUCTS;

import io.insideout.catalog.Money;
import io.insideout.catalog.Product;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Service;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Problem.FieldError;
import io.insideout.runtime.http.TableResource;
import io.insideout.runtime.http.TableResource.Applied;
import io.insideout.runtime.view.View;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Products, as a table of the log that callers put, get, list and delete.
public final class ProductsService implements Service {
  private static final Pattern PRICE = Pattern.compile("\\d{1,7}(\\.\\d{1,6})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  /// A product as a caller sends it.
  ///
  /// @param currency ISO 4217; GBP where absent
  /// @param listPrice a decimal in a string
  /// @param floorPrice the least that may be agreed; the list price where absent
  record ProductBody(
      @Nullable String description,
      @Nullable String currency,
      @Nullable String listPrice,
      @Nullable String floorPrice) {}

  private final boolean inDatabase;

  /// @param inDatabase whether products are kept in a database, and callers only read them here
  public ProductsService(boolean inDatabase) {
    this.inDatabase = inDatabase;
  }

  @Override
  public String name() {
    return "products";
  }

  @Override
  public Assembled assemble(Environment environment) {
    View<Product> view =
        new View<>(
            PRODUCTS,
            environment.viewDirectory().resolve("products"),
            environment.log(),
            environment.schemas(),
            product -> TableResource.all(product.getSku()));
    return new Assembled(
        List.of(view),
        new TableResource<>(
                "/api/products",
                "product",
                PRODUCTS,
                view,
                environment.publisher(),
                ProductBody.class,
                ProductsService::product,
                ProductsService::show,
                Applied.BY_THE_VIEW,
                inDatabase ? "product" : null,
                product -> product.getSku() + " " + product.getDescription())
            .routesThatCustomersRead());
  }

  static Product product(String sku, ProductBody body) {
    List<FieldError> errors = new ArrayList<>();
    String description = body.description();
    if (description == null || description.isBlank() || description.length() > 500) {
      errors.add(new FieldError("description", "is required: 1 to 500 characters"));
    }
    if (body.currency() != null && !CURRENCY.matcher(body.currency()).matches()) {
      errors.add(new FieldError("currency", "is a code of three capitals, such as GBP"));
    }
    long listPrice = micros("listPrice", body.listPrice(), errors);
    long floorPrice =
        body.floorPrice() == null ? listPrice : micros("floorPrice", body.floorPrice(), errors);
    if (errors.isEmpty() && floorPrice > listPrice) {
      errors.add(new FieldError("floorPrice", "must not be above listPrice"));
    }
    if (!errors.isEmpty() || description == null) {
      throw Problem.invalid(errors);
    }
    String currency = body.currency() == null ? "GBP" : body.currency();
    return new Product(sku, description.strip(), currency, listPrice, floorPrice);
  }

  private static long micros(String field, @Nullable String price, List<FieldError> errors) {
    if (price == null || !PRICE.matcher(price).matches()) {
      errors.add(
          new FieldError(field, "is a decimal in a string, 0 to 9999999.999999, such as \"2.55\""));
      return 0;
    }
    return new BigDecimal(price).movePointRight(6).longValueExact();
  }

  private static Map<String, Object> show(Product product) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("sku", product.getSku());
    shown.put("description", product.getDescription());
    shown.put("currency", product.getCurrency());
    shown.put("listPrice", Money.microsDecimal(product.getListPriceMicros()));
    shown.put("floorPrice", Money.microsDecimal(product.getFloorPriceMicros()));
    return shown;
  }
}
