package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.insideout.acceptance.Http;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The shop, as a customer uses it.
@ExtendWith({OneSystem.class, Chromium.class})
class ShopTest {
  private final TestSystem system;
  private final Http http;
  private final Browser browser;

  ShopTest(TestSystem system, Browser browser) {
    this.system = system;
    this.http = system.http();
    this.browser = browser;
  }

  private Window window() {
    return Window.open(browser, system.url());
  }

  /// A window whose basket has units of one product.
  private Window basketOf(String sku, int units) {
    system.sell(sku, 100, "2.555");
    Window window = window().at("/shop?q=" + sku);
    IntStream.range(0, units).forEach(_ -> window.button("Add " + sku + " to the basket").click());
    window.at("/shop/basket");
    return window;
  }

  private static void checkOut(Window window, String card) {
    window.field("Card token").fill(card);
    window.button("Place the order").click();
  }

  private List<JsonNode> ordersOf(String customer) {
    return http.get("/api/orders?customer=" + customer)
        .expect(200)
        .json()
        .path("orders")
        .valueStream()
        .toList();
  }

  @Test
  void what_is_searched_is_found_and_survives_a_reload() {
    system.sell("SHOP-LAMP", 5);
    system.sell("SHOP-CHAIR", 5);
    try (Window window = window().at("/shop")) {
      window.field("Search products").fill("shop lamp");
      assertThat(window.page().locator(".product")).hasCount(1);
      assertThat(window.page().locator(".product h2")).hasText("SHOP-LAMP");

      window.page().reload();
      assertThat(window.page().locator(".product h2")).hasText("SHOP-LAMP");

      window.field("Search products").fill("nobody sells this");
      assertThat(window.text("Nothing has these words")).isVisible();
    }
  }

  @Test
  void a_basket_survives_a_reload_and_costs_what_the_order_will() {
    try (Window window = basketOf("SHOP-BASKET", 3)) {
      window.page().reload();
      assertThat(window.page().locator(".total strong")).hasText("£7.67");
      checkOut(window, "shop-basket");

      String id = window.orderId();
      assertThat(http.settled(id).json().path("totalMinor").asLong()).isEqualTo(767);
      window.at("/shop/basket");
      assertThat(window.text("The basket is empty")).isVisible();
    }
  }

  @Test
  void an_order_is_followed_live_until_it_is_delivered_and_then_sent_back() {
    try (Window window = basketOf("SHOP-LIVE", 2)) {
      checkOut(window, "shop-live");
      String id = window.orderId();
      Page page = window.page();
      assertThat(page.locator(".way-head .badge")).hasText("Paid");

      String shipment =
          eventually(
              "there is a shipment",
              Duration.ofSeconds(30),
              () ->
                  http
                      .get("/api/shipments?order=" + id)
                      .json()
                      .findValuesAsText("shipmentId")
                      .stream()
                      .findFirst());
      http.post("/api/shipments/" + shipment + "/dispatch", "").expect(202);
      assertThat(page.locator(".way-head .badge")).hasText("Shipped");
      http.post("/api/shipments/" + shipment + "/deliver", "").expect(202);
      assertThat(page.locator(".way-head .badge")).hasText("Delivered");
      assertThat(page.locator(".said")).hasText("The order is now: Delivered.");

      window.button("Send something back").click();
      assertThat(window.field("SHOP-LIVE of 2")).isFocused();
      window.field("SHOP-LIVE of 2").fill("1");
      window.field("Reason optional").fill("too many");
      window.button("Send back").dblclick();
      assertThat(page.locator("tbody")).containsText("1 returned");
      assertThat(http.get("/api/orders/" + id).json().path("returns")).hasSize(1);
      assertThat(page.locator("tfoot")).containsText("Refunded");
    }
  }

  @Test
  void what_is_not_paid_can_be_cancelled() {
    try (Window window = basketOf("SHOP-CANCEL", 1)) {
      checkOut(window, "tok-silent-shop");
      window.orderId();
      assertThat(window.page().locator(".way-head .badge")).hasText("Validated");

      window.button("Cancel the order").click();
      assertThat(window.page().locator(".way-head .badge")).hasText("Cancelled");
      assertThat(window.button("Cancel the order")).hasCount(0);
      // The button is gone, and whoever had pressed it is not lost.
      assertThat(window.page().locator("h1")).isFocused();
    }
  }

  @Test
  void a_declined_card_is_told_with_its_reason() {
    try (Window window = basketOf("SHOP-DECLINED", 1)) {
      checkOut(window, "tok-decline-shop");
      window.orderId();
      assertThat(window.page().locator(".way-head .badge")).hasText("Payment failed");
      assertThat(window.text("Why it ended")).isVisible();
    }
  }

  @Test
  void a_double_click_orders_once() {
    system.customer("shop-double");
    try (Window window = basketOf("SHOP-DOUBLE", 1)) {
      window.field("Customer optional").fill("shop-double");
      window.field("Card token").fill("shop-double");
      window.button("Place the order").dblclick();
      http.settled(window.orderId());

      assertThat(ordersOf("shop-double")).hasSize(1);
    }
  }

  @Test
  void a_reload_while_the_answer_is_missing_orders_once() {
    system.customer("shop-reload");
    try (Window window = basketOf("SHOP-RELOAD", 1).expectingRefusals()) {
      Page page = window.page();
      // The system takes the order, and the answer is lost on its way.
      page.route(
          "**/api/orders",
          route -> {
            route.fetch();
            route.abort();
          });
      window.field("Customer optional").fill("shop-reload");
      checkOut(window, "shop-reload");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("it is placed once");
      assertThat(ordersOf("shop-reload").size()).isLessThanOrEqualTo(1);
      page.unroute("**/api/orders");

      page.reload();
      http.settled(window.orderId());
      assertThat(ordersOf("shop-reload")).hasSize(1);
      window.at("/shop/basket");
      assertThat(window.text("The basket is empty")).isVisible();
    }
  }

  @Test
  void a_basket_that_was_ordered_from_another_tab_is_not_ordered_otherwise() {
    try (Window window = basketOf("SHOP-TABS", 1).expectingRefusals()) {
      window.page().route("**/api/orders", Route::abort);
      checkOut(window, "shop-tabs");
      assertThat(window.page().getByRole(AriaRole.ALERT)).isVisible();
      String key =
          (String) window.page().evaluate("JSON.parse(localStorage['insideout.basket']).key");
      http.place(
          "{\"cardToken\": \"another\", \"lines\": [{\"sku\": \"SHOP-TABS\", \"quantity\": 5}]}",
          "Idempotency-Key",
          key);
      window.page().unroute("**/api/orders");

      window.button("Try again").click();
      assertThat(window.page().getByRole(AriaRole.ALERT)).containsText("was ordered already");
    }
  }

  @Test
  void an_order_can_be_placed_by_keyboard_alone() {
    system.sell("SHOP-KEYS", 5);
    try (Window window = window().at("/shop?q=SHOP-KEYS")) {
      Keys keys = new Keys(window.page());
      keys.to("Skip to the content").press("Enter");
      keys.to("Add SHOP-KEYS to the basket").press("Enter");
      keys.backTo("Basket 1").press("Enter");
      assertThat(window.page().locator("h1")).isFocused();
      keys.to("Card token").type("shop-keys");
      keys.press("Enter");

      http.settled(window.orderId());
      assertThat(window.page().locator("h1")).isFocused();
    }
  }
}
