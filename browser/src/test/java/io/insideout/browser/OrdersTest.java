package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.insideout.acceptance.Http;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The orders, as an operator looks at them.
@ExtendWith({OneSystem.class, Chromium.class})
class OrdersTest {
  private final TestSystem system;
  private final Http http;
  private final Browser browser;

  OrdersTest(TestSystem system, Browser browser) {
    this.system = system;
    this.http = system.http();
    this.browser = browser;
  }

  private String place(String customer, String card, String sku, int quantity) {
    String id =
        http.place(
            """
            {"customerId": "%s", "cardToken": "%s", "lines": [{"sku": "%s", "quantity": %d}]}"""
                .formatted(customer, card, sku, quantity));
    http.settled(id);
    return id;
  }

  @Test
  void orders_are_found_by_state_customer_time_and_amount() {
    system.sell("ORDERS-TEA", 1_000, "2.50");
    system.customer("orders-ada");
    String small = place("orders-ada", "orders-1", "ORDERS-TEA", 1);
    String large = place("orders-ada", "tok-silent-orders", "ORDERS-TEA", 40);
    http.paid(small);
    try (Window window = Window.open(browser, system.url()).at("/orders?customer=orders-ada")) {
      Page page = window.page();
      Locator rows = page.locator("tbody tr");
      assertThat(rows).hasCount(2);

      window.field("At least").fill("50");
      window.button("Filter").click();
      assertThat(rows).hasCount(1);
      assertThat(rows).containsText("£100.00");
      page.reload();
      assertThat(rows).containsText(large.substring(0, 8));

      window.field("At least").fill("");
      page.locator("select[name=state]").selectOption("PAID");
      assertThat(rows).hasCount(1);
      assertThat(rows).containsText(small.substring(0, 8));

      window.field("To").fill("2020-01-01");
      window.button("Filter").click();
      assertThat(window.text("No order is like that")).isVisible();
      page.goBack();
      assertThat(rows).containsText(small.substring(0, 8));
    }
  }

  @Test
  void what_is_new_appears_by_itself() {
    system.sell("ORDERS-NEW", 10);
    system.customer("orders-new");
    String first = place("orders-new", "tok-silent-new", "ORDERS-NEW", 1);
    try (Window window = Window.open(browser, system.url()).at("/orders?customer=orders-new")) {
      Locator rows = window.page().locator("tbody tr");
      assertThat(rows).containsText("Validated");

      http.post("/api/orders/" + first + "/cancel", "").expect(202);
      assertThat(rows).containsText("Cancelled");
      String second = place("orders-new", "orders-new", "ORDERS-NEW", 1);
      assertThat(rows).hasCount(2);
      assertThat(rows.first()).containsText(second.substring(0, 8));
    }
  }

  @Test
  void a_filter_that_cannot_be_read_is_told_and_not_passed_over() {
    try (Window window = Window.open(browser, system.url()).at("/orders?min=much")) {
      assertThat(window.text("“much” is neither a day nor an amount")).isVisible();
      assertThat(window.page().locator("tbody tr")).hasCount(0);
    }
  }

  @Test
  void a_long_list_is_turned_page_by_page() {
    system.sell("ORDERS-MANY", 1_000);
    system.customer("orders-many");
    IntStream.range(0, 27).forEach(i -> place("orders-many", "orders-many-" + i, "ORDERS-MANY", 1));
    try (Window window = Window.open(browser, system.url()).at("/orders?customer=orders-many")) {
      assertThat(window.page().locator("tbody tr")).hasCount(25);
      window.link("Older orders").click();
      assertThat(window.page().locator("tbody tr")).hasCount(2);
      window.link("Newest").click();
      assertThat(window.page().locator("tbody tr")).hasCount(25);
    }
  }

  @Test
  void an_order_shows_the_path_that_it_took_and_its_new_versions_as_they_come() {
    system.sell("ORDERS-PATH", 10);
    system.customer("orders-path");
    String id = place("orders-path", "tok-silent-path", "ORDERS-PATH", 2);
    try (Window window = Window.open(browser, system.url()).at("/orders?customer=orders-path")) {
      Page page = window.page();
      window.link(id.substring(0, 8)).click();
      assertThat(page.locator(".machine"))
          .hasAttribute("aria-label", "Path of the order: Requested, then Validated.");
      assertThat(page.locator(".facts")).containsText("£5.00");

      http.post("/api/orders/" + id + "/cancel", "").expect(202);
      assertThat(page.locator(".machine"))
          .hasAttribute(
              "aria-label", "Path of the order: Requested, then Validated, then Cancelled.");
      assertThat(page.locator("table").last().locator("tbody tr")).hasCount(2);
      assertThat(page.locator("table").last()).containsText("orders/");
    }
  }

  @Test
  void an_order_that_nobody_knows_is_told() {
    try (Window window =
        Window.open(browser, system.url()).expectingRefusals().at("/orders/nobody")) {
      assertThat(window.text("No order 'nobody' is known.")).isVisible();
    }
  }
}
