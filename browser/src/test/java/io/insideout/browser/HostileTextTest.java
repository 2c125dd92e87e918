package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import io.insideout.catalog.Product;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Traceparent;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whatever somebody calls a product, it is text: it runs nothing, asks nobody, and breaks no page.
@ExtendWith({OneSystem.class, Chromium.class})
class HostileTextTest {
  private static final List<String> NAMES =
      List.of(
          "<img src=x onerror=alert(1)>",
          "<script>alert(1)</script>",
          "</bdi></h2><iframe srcdoc='<script>alert(1)</script>'>",
          "<a href='javascript:alert(1)'>click</a>",
          "<svg onload=alert(1)><image href='http://example.com/x.png'>",
          "\" onmouseover=\"alert(1)",
          "${alert(1)} {{constructor.constructor('alert(1)')()}}",
          "\u202Egnp.exe\u202C \u2066left\u2069 \u200F\u05D0\u05D1",
          "long ".repeat(2_000),
          "x".repeat(10_000));

  private static final List<String> SORTED = List.copyOf(new TreeSet<>(NAMES));

  private final TestSystem system;
  private final Browser browser;

  HostileTextTest(TestSystem system, Browser browser) {
    this.system = system;
    this.browser = browser;
  }

  @Test
  void a_product_by_any_name_is_shown_as_text() throws Exception {
    for (int i = 0; i < NAMES.size(); i++) {
      sell("HOSTILE-" + i, NAMES.get(i));
    }
    try (Window window = Window.open(browser, system.url()).at("/shop?q=HOSTILE")) {
      Page page = window.page();
      shows(page.locator(".product h2 bdi"));
      assertThat(page.locator(".product :is(img, script, iframe, a, image)")).hasCount(0);
      for (int i = 0; i < NAMES.size(); i++) {
        page.locator(".product button").nth(i).click();
      }
      window.at("/shop/basket");
      shows(page.locator(".basket-line .name bdi"));
      window.field("Card token").fill("hostile");
      window.button("Place the order").click();
      String id = window.orderId();
      shows(page.locator("tbody th .name"));
      fits(page);
      window.at("/orders/" + id);
      shows(page.locator("tbody th .name"));
      fits(page);
    }
  }

  private static void shows(Locator shown) {
    // The page may be drawn anew between two looks at it.
    eventually(
        "every name is shown as it is",
        () -> List.copyOf(new TreeSet<>(shown.allTextContents())).equals(SORTED));
  }

  @Test
  void an_address_is_not_trusted_either() {
    try (Window window = Window.open(browser, system.url()).expectingRefusals()) {
      window.at("/orders/%3Cimg%20src=x%20onerror=alert(1)%3E");
      assertThat(window.page().locator("main img")).hasCount(0);
      window.at("/orders?customer=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
      assertThat(window.field("Customer")).hasValue("\"><script>alert(1)</script>");
      window.at("/shop?q=%3Cscript%3Ealert(1)%3C/script%3E");
      assertThat(window.text("Nothing has these words")).isVisible();
    }
  }

  /// Past the API, which takes no such name: the log may have it all the same.
  private void sell(String sku, String name) throws ExecutionException, InterruptedException {
    var _ =
        system
            .inside()
            .environment()
            .publisher()
            .publish(
                Topics.PRODUCTS,
                sku,
                new Product(sku, name, "GBP", 2_500_000L, 2_500_000L),
                System.currentTimeMillis(),
                Traceparent.random())
            .get();
    system.http().put("/api/stock/" + sku, "{\"onHand\": 100}").expect(200);
    eventually(
        sku + " is in the catalogue",
        () -> system.http().get("/api/products/" + sku).status() == 200);
  }

  private static void fits(Page page) {
    assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
  }
}
