package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import io.insideout.catalog.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How everything hangs together, as a picture.
@ExtendWith({OneSystem.class, Chromium.class})
class FlowPageTest {
  private final TestSystem system;
  private final Browser browser;

  FlowPageTest(TestSystem system, Browser browser) {
    this.system = system;
    this.browser = browser;
  }

  @Test
  void the_log_is_in_the_middle_and_every_topic_leads_to_its_records() {
    Wares.putOut(system);
    system.http().paid(Wares.order(system, "flow"));
    try (Window window = Window.open(browser, system.url()).at("/flow")) {
      Page page = window.page();
      Locator topics = page.locator(".flow .topic");
      assertThat(topics).hasCount(Topics.all().size());
      assertThat(page.locator("tbody tr")).hasCount(Topics.all().size());
      assertThat(page.locator("tbody tr:has(th bdi:text-is('orders'))")).containsText("inventory");

      page.locator(".flow .topic[aria-label='Topic orders']").press("Enter");
      assertThat(page.locator("h1")).containsText("orders");
    }
  }

  @Test
  void what_moves_is_seen_to_move() {
    Wares.putOut(system);
    try (Window window = Window.open(browser, system.url()).at("/flow")) {
      Locator moving = window.page().locator(".flow .edge.is-moving");
      assertThat(window.page().locator(".flow .topic").first()).isVisible();
      Wares.order(system, "flow-moves");
      assertThat(moving.first()).isVisible();
    }
  }
}
