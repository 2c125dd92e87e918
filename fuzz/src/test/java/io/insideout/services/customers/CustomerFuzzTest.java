package io.insideout.services.customers;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.Customer;
import io.insideout.fuzz.Foreign;
import io.insideout.fuzz.Kept;
import io.insideout.runtime.http.Json;

class CustomerFuzzTest {
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_customer_is_kept_as_it_came_or_refused(byte[] input) {
    Foreign.read(
            () ->
                CustomersService.customer(
                    "c-1", Json.read(input, CustomersService.CustomerBody.class)))
        .ifPresent(customer -> Kept.asItCame(customer, Customer.class));
  }
}
