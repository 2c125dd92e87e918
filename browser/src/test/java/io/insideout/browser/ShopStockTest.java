package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is in stock, as the shop tells it before anybody orders.
@ExtendWith({OneSystem.class, Chromium.class})
class ShopStockTest {
  private final TestSystem system;
  private final Browser browser;

  ShopStockTest(TestSystem system, Browser browser) {
    this.system = system;
    this.browser = browser;
  }

  @Test
  void what_is_in_stock_stands_beside_a_product_and_what_is_sold_out_cannot_be_added() {
    system.sell("SHELF-MANY", 1_200);
    system.sell("SHELF-FEW", 3);
    system.sell("SHELF-NONE", 0);
    try (Window window = Window.open(browser, system.url()).at("/shop?q=SHELF")) {
      assertThat(stock(window.page(), "SHELF-MANY")).hasText("1,200 in stock");
      assertThat(stock(window.page(), "SHELF-FEW")).hasText("Only 3 left");
      assertThat(stock(window.page(), "SHELF-NONE")).hasText("Sold out");
      Locator add = window.button("Add SHELF-NONE to the basket");
      assertThat(add).isDisabled();

      system.sell("SHELF-NONE", 7);
      assertThat(stock(window.page(), "SHELF-NONE")).hasText("7 in stock");
      assertThat(add).isEnabled();
    }
  }

  private static Locator stock(Page page, String sku) {
    return page.locator(".product")
        .filter(new Locator.FilterOptions().setHasText(sku))
        .locator(".stock");
  }

  @Test
  void a_basket_says_what_there_is_less_of_and_leaves_the_decision_to_the_services() {
    system.sell("SHORTAGE", 2);
    try (Window window = basketOf(3, Window.DESK, ColorScheme.LIGHT)) {
      Page page = window.page();
      assertThat(page.locator(".basket-line .stock")).hasText("Only 2 left");
      assertThat(page.locator(".checkout .note.bad")).containsText("less in stock");

      window.button("One less of SHORTAGE").click();
      assertThat(page.locator(".basket-line .stock")).hasCount(0);
      assertThat(page.locator(".checkout .note.bad")).hasCount(0);

      window.button("One more of SHORTAGE").click();
      window.field("Card token").fill("shop-shortage");
      window.button("Place the order").click();
      window.orderId();
      assertThat(page.locator(".way-head .badge")).hasText("Rejected");
    }
  }

  /// A window before a basket of the article that is short.
  private Window basketOf(int units, int width, ColorScheme theme) {
    Window window = Window.open(browser, system.url(), width, theme).at("/shop?q=SHORTAGE");
    for (int i = 0; i < units; i++) {
      window.button("Add SHORTAGE to the basket").click();
    }
    return window.at("/shop/basket");
  }

  @ParameterizedTest
  @MethodSource("io.insideout.browser.AccessibilityTest#looks")
  void everybody_can_use_it(int width, ColorScheme theme) {
    system.sell("SHORTAGE", 2);
    system.sell("SHORTAGE-2", 0);
    try (Window window = basketOf(4, width, theme)) {
      assertThat(window.page().locator(".checkout .note.bad")).isVisible();
      AccessibilityTest.look(window.page(), "basket-short", width, theme);
      assertThat(window.at("/shop?q=SHORTAGE").page().locator(".stock.is-out")).isVisible();
      AccessibilityTest.look(window.page(), "shop-sold-out", width, theme);
    }
  }
}
