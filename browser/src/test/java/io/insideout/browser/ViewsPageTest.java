package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.insideout.testkit.Eventually.eventually;

import com.microsoft.playwright.Browser;
import io.insideout.acceptance.Http;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Views, key by key, held against the log.
@ExtendWith({OneSystem.class, Chromium.class})
class ViewsPageTest {
  private static final String EQUAL = "The view equals the log";

  private final TestSystem system;
  private final Http http;
  private final Browser browser;

  ViewsPageTest(TestSystem system, Browser browser) {
    this.system = system;
    this.http = system.http();
    this.browser = browser;
  }

  @Test
  void a_row_is_held_against_the_newest_record_of_its_key() {
    system.sell("VIEWS-TEA", 10, "2.50");
    system.sell("VIEWS-TEA", 10, "2.75");
    try (Window window = Window.open(browser, system.url()).expectingRefusals().at("/views")) {
      window.page().locator("select").selectOption("products");
      window.field("Key").fill("VIEWS-TEA");
      window.button("Show").click();
      assertThat(window.page().locator(".apart")).containsText("2.75");
      assertThat(window.text("The view of products is kept by"))
          .containsText("products at instance one");
      window.button("Does it equal the log?").click();
      assertThat(window.page().locator(".note.good")).containsText(EQUAL);

      http.delete("/api/products/VIEWS-TEA").expect(204);
      eventually("it is gone", () -> http.get("/api/products/VIEWS-TEA").status() == 404);
      window.button("Does it equal the log?").click();
      assertThat(window.text("which deletes it")).isVisible();
      assertThat(window.page().locator(".note.good")).containsText(EQUAL);
      assertThat(window.text("The view has no such SKU")).isVisible();
    }
  }

  @Test
  void an_order_is_the_newest_version_that_the_log_has() {
    Wares.putOut(system);
    String id = Wares.order(system, "views-order");
    http.paid(id);
    try (Window window = Window.open(browser, system.url()).at("/views?view=orders&key=" + id)) {
      window.button("Does it equal the log?").click();
      assertThat(window.page().locator(".note.good")).containsText(EQUAL);
    }
  }
}
