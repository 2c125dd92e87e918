package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import io.insideout.catalog.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
      Locator orders = page.locator("tbody tr:has(th bdi:text-is('orders'))");
      assertThat(orders.locator("[data-label='Read by']")).containsText("inventory");
      assertThat(orders.locator("[data-label='Kept by']")).containsText("story");
      assertThat(page.locator(".flow .is-view[aria-label^='View orders view of orders']"))
          .isVisible();

      page.locator(".flow .topic[aria-label='Topic orders']").press("Enter");
      assertThat(page.locator("h1")).containsText("orders");
    }
  }

  @Test
  void who_tells_it_by_itself_is_apart_from_what_the_catalogue_says() {
    try (Window window = Window.open(browser, system.url()).at("/flow")) {
      Page page = window.page();
      Locator commands = page.locator("tbody tr:has(th bdi:text-is('order-commands'))");
      assertThat(commands.locator("[data-label='Written by']"))
          .hasText("as the catalogue has it: orders");
      assertThat(commands.locator("[data-label='Read by']")).hasText("orders");
      // There is no database here, and the catalogue knows who would write from there.
      assertThat(page.locator(".flow .is-away[aria-label='Service connect, writes, not running']"))
          .isVisible();
      assertThat(page.locator("li:has(bdi:text-is('connect'))")).containsText("not running");
      assertThat(page.locator("li:has(bdi:text-is('fraud'))")).containsText("up");
    }
  }

  @Test
  void a_service_leads_to_its_topology_its_stores_and_its_health() {
    try (Window window = Window.open(browser, system.url()).at("/flow")) {
      Page page = window.page();
      page.locator(".flow .service[aria-label^='Service fraud, reads']").press("Enter");

      assertThat(page.locator("h1")).hasText("fraud");
      assertThat(page.locator(".facts")).containsText("up");
      assertThat(page.locator(".facts")).containsText("RUNNING");
      assertThat(page.locator(".topology .of-processor:has(text:text-is('check-fraud'))"))
          .isVisible();
      assertThat(page.locator(".topology .of-store:has(text:text-is('activity'))")).isVisible();
      Locator stores = page.locator("section:has(h2:text-is('Stores')) tbody tr");
      assertThat(stores).hasCount(3);
      assertThat(stores.filter(new Locator.FilterOptions().setHasText("activity")))
          .containsText("fraud-activity-changelog");
      assertThat(page.locator("section:has(h2:text-is('Views')) tbody tr"))
          .containsText("fraud-rules");
      assertThat(page.locator(".health li:has(bdi:text-is('fraud-rules view'))"))
          .containsText("up");
      assertThat(page.locator(".routes")).containsText("/api/fraud/rules");
      assertThat(page.locator("section:has(h2:text-is('As the catalogue has it'))"))
          .containsText("It writes dead-letters, fraud-rules");

      Locator words = page.locator("section:has(.topology:has-text('check-fraud')) summary");
      words.press("Enter");
      assertThat(page.locator("details[open] li:has(bdi:text-is('check-fraud')) >> nth=-1"))
          .containsText("with the store activity");

      page.locator(".topology a[aria-label^='Topic orders,']").press("Enter");
      assertThat(page.locator("h1")).hasText("orders");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Window.DESK, Window.TELEPHONE})
  void the_table_leads_to_services_too(int width) {
    try (Window window = Window.open(browser, system.url(), width, ColorScheme.DARK)) {
      Page page = window.at("/flow").page();
      page.locator("tr:has(th bdi:text-is('shipments')) [data-label='Read by'] a").click();
      assertThat(page.locator("h1")).hasText("orders");
      assertThat(page.locator(".back")).containsText("Flow");
    }
  }

  @Test
  void a_service_leads_to_its_group() {
    try (Window window = Window.open(browser, system.url()).at("/flow/payments")) {
      Page page = window.page();
      assertThat(page.locator("section:has(h2:text-is('Out of the log, and back'))"))
          .containsText("authorizations");
      page.locator(".facts a").click();
      assertThat(page.locator("h1")).hasText("payments");
      assertThat(page.locator(".back")).containsText("Consumers");
    }
  }

  @Test
  void a_service_that_does_not_run_says_so_and_what_it_would_do() {
    try (Window window = Window.open(browser, system.url()).expectingRefusals()) {
      Page page = window.at("/flow/connect").page();
      assertThat(page.locator(".empty h2")).hasText("It does not run");
      assertThat(page.locator("main")).containsText("It writes products, stock");
    }
  }

  @Test
  void a_service_by_a_hostile_name_is_text_and_does_not_run() {
    try (Window window = Window.open(browser, system.url()).expectingRefusals()) {
      window.at("/flow/%3Cimg%20src=x%20onerror=alert(1)%3E");
      Page page = window.page();
      assertThat(page.locator("h1")).hasText("<img src=x onerror=alert(1)>");
      assertThat(page.locator(".empty h2")).hasText("It does not run");
      assertThat(page.locator("main img")).hasCount(0);
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
