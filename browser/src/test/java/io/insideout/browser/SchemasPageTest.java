package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The schemas, and trying another one.
@ExtendWith({OneSystem.class, Chromium.class})
class SchemasPageTest {
  private final TestSystem system;
  private final Browser browser;

  SchemasPageTest(TestSystem system, Browser browser) {
    this.system = system;
    this.browser = browser;
  }

  @Test
  void a_schema_is_shown_and_another_one_is_tried() {
    try (Window window = Window.open(browser, system.url()).expectingRefusals().at("/schemas")) {
      Page page = window.page();
      window.link("orders-value").click();
      assertThat(page.locator(".apart")).containsText("cardToken");
      Locator draft = page.locator("textarea");
      String now = draft.inputValue();

      window.button("Try it").click();
      assertThat(page.locator(".note.good")).containsText("It would fit");

      draft.fill(
          now.replace("\"name\": \"cardToken\"", "\"name\": \"<img src=x onerror=alert(1)>\""));
      window.button("Try it").click();
      assertThat(page.locator("[role=alert]")).isVisible();

      draft.fill(now.replace("\"name\": \"cardToken\"", "\"name\": \"cardNumber\""));
      window.button("Try it").click();
      assertThat(page.locator(".note.bad")).containsText("It would not fit");
      assertThat(page.locator(".note.bad li").first()).containsText("cardNumber");
      assertThat(page.locator("main img")).hasCount(0);
    }
  }
}
