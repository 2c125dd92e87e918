package io.insideout.services.customers;

import static io.insideout.catalog.Topics.CUSTOMERS;

import io.insideout.catalog.Customer;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Service;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Problem.FieldError;
import io.insideout.runtime.http.TableResource;
import io.insideout.runtime.http.TableResource.Applied;
import io.insideout.runtime.view.RowKeys;
import io.insideout.runtime.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Customers, as a table of the log that callers put, get, list and delete.
public final class CustomersService implements Service {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,190}");

  /// A customer as a caller sends it.
  record CustomerBody(
      @Nullable String name,
      @Nullable String email,
      @Nullable String country,
      @Nullable String street,
      @Nullable String postcode,
      @Nullable String city) {}

  @Override
  public String name() {
    return "customers";
  }

  @Override
  public Assembled assemble(Environment environment) {
    View<Customer> view =
        new View<>(
            CUSTOMERS,
            environment.viewDirectory().resolve("customers"),
            environment.log(),
            environment.schemas(),
            customer -> TableResource.all(customer.getCustomerId()),
            RowKeys.ofRecords(),
            environment.peers().share(CUSTOMERS));
    return new Assembled(
        List.of(view),
        new TableResource<>(
                "/api/customers",
                "customer",
                CUSTOMERS,
                view,
                environment.publisher(),
                CustomerBody.class,
                CustomersService::customer,
                CustomersService::show,
                Applied.BY_THE_VIEW)
            .routesToTheirOwnRow());
  }

  @SuppressWarnings("NullAway") // the schema lets the e-mail be null, Avro's class does not say so
  static Customer customer(String customerId, CustomerBody body) {
    List<FieldError> errors = new ArrayList<>();
    String name = body.name();
    String country = body.country();
    if (name == null || name.isBlank() || name.length() > 200) {
      errors.add(new FieldError("name", "is required: 1 to 200 characters"));
    }
    if (country == null || country.isBlank() || country.length() > 100) {
      errors.add(new FieldError("country", "is required: 1 to 100 characters"));
    }
    if (body.email() != null && !EMAIL.matcher(body.email()).matches()) {
      errors.add(new FieldError("email", "is not an e-mail address"));
    }
    bound("street", body.street(), 200, errors);
    bound("postcode", body.postcode(), 20, errors);
    bound("city", body.city(), 100, errors);
    if (!errors.isEmpty() || name == null || country == null) {
      throw Problem.invalid(errors);
    }
    return new Customer(
        customerId,
        name.strip(),
        body.email(),
        country.strip(),
        body.street(),
        body.postcode(),
        body.city());
  }

  private static void bound(String field, @Nullable String text, int max, List<FieldError> errors) {
    if (text != null && (text.isBlank() || text.length() > max)) {
      errors.add(new FieldError(field, "is 1 to " + max + " characters, or left out"));
    }
  }

  private static Map<String, Object> show(Customer customer) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("customerId", customer.getCustomerId());
    shown.put("name", customer.getName());
    if (customer.getEmail() != null) {
      shown.put("email", customer.getEmail());
    }
    shown.put("country", customer.getCountry());
    if (customer.getStreet() != null) {
      shown.put("street", customer.getStreet());
    }
    if (customer.getPostcode() != null) {
      shown.put("postcode", customer.getPostcode());
    }
    if (customer.getCity() != null) {
      shown.put("city", customer.getCity());
    }
    return shown;
  }
}
