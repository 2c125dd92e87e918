package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.insideout.testkit.Eventually.eventually;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import io.insideout.acceptance.Tokens;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A customer's list of their own orders.
@ExtendWith({OneSystem.class, Chromium.class})
class OwnOrdersTest {
  private static final String ORDER =
      "{\"cardToken\": \"own\", \"lines\": [{\"sku\": \"OWN-ORDERS\", \"quantity\": 1}]}";

  private final TestSystem system;
  private final Browser browser;

  OwnOrdersTest(TestSystem system, Browser browser) {
    this.system = system;
    this.browser = browser;
  }

  @Test
  void what_was_ordered_from_a_tab_is_listed_there_as_it_stands_and_nowhere_else() {
    system.sell("OWN-ORDERS", 50);
    try (Window window = Window.open(browser, system.url());
        Window other = Window.open(browser, system.url())) {
      Page page = window.page();
      assertThat(window.at("/shop/orders").text("You have not ordered yet")).isVisible();
      String first = ordered(window, "tok-silent-own-orders");
      String second = ordered(window, "own-orders");

      window.at("/shop").link("Your orders").click();
      Locator rows = page.locator("tbody tr");
      assertThat(rows).hasCount(2);
      assertThat(rows.nth(0)).containsText(second.substring(0, 8));
      assertThat(rows.nth(1)).containsText("Validated");

      system.http().post("/api/orders/" + first + "/cancel", "").expect(202);
      assertThat(rows.nth(1)).containsText("Cancelled");
      assertThat(page.locator(".said"))
          .hasText("Order %s is now: Cancelled.".formatted(first.substring(0, 8)));
      page.reload();
      assertThat(rows).hasCount(2);
      window.link(first.substring(0, 8)).click();
      assertThat(page.locator(".way-head .badge")).hasText("Cancelled");
      page.locator(".back").click();
      assertThat(page.locator("h1")).hasText("Your orders");

      assertThat(other.at("/shop/orders").text("You have not ordered yet")).isVisible();
    }
  }

  /// Orders a unit, as a customer does.
  ///
  /// @return the order's id
  private String ordered(Window window, String card) {
    window.at("/shop?q=OWN-ORDERS").button("Add OWN-ORDERS to the basket").click();
    window.at("/shop/basket").field("Card token").fill(card);
    window.button("Place the order").click();
    String id = window.orderId();
    system.http().settled(id);
    return id;
  }

  @Test
  void a_customer_with_a_token_is_shown_theirs_from_wherever_they_were_placed(
      @TempDir Path directory) throws Exception {
    Tokens tokens = new Tokens(directory);
    try (TestSystem locked = TestSystem.start(directory.resolve("data"), tokens.settings());
        Window window = Window.open(browser, locked.url()).expectingRefusals().at("/shop/orders")) {
      String adas = placed(locked, tokens.customer("ada"));
      String bobs = placed(locked, tokens.customer("bob"));

      window.field("Token").fill(tokens.customer("ada"));
      window.page().locator("dialog button.primary").click();

      assertThat(window.page().locator("tbody tr")).hasCount(1);
      assertThat(window.link(adas.substring(0, 8))).isVisible();
      assertThat(window.link(bobs.substring(0, 8))).hasCount(0);
      assertThat(window.page().locator(".lead")).hasText("All of them, newest first.");
    }
  }

  private static String placed(TestSystem locked, String token) {
    String[] as = {"Authorization", "Bearer " + token};
    String id = locked.http().place(ORDER, as);
    eventually(
        id + " is in the list", () -> locked.http().get("/api/orders", as).body().contains(id));
    return id;
  }
}
