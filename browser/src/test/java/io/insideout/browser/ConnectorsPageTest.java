package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.insideout.acceptance.TestSystem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The connectors of a system with a database. What is shown without one is looked at by
/// [AccessibilityTest].
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(Chromium.class)
class ConnectorsPageTest {
  private static final int STARTS_WITHIN_MILLIS = 120_000;

  private final Browser browser;
  private TestSystem system;

  @SuppressWarnings("NullAway.Init") // the system is started before all tests
  ConnectorsPageTest(Browser browser) {
    this.browser = browser;
  }

  @BeforeAll
  void start(@TempDir Path directory) throws InterruptedException {
    system =
        TestSystem.start(
            directory, Map.of("database", "embedded", "database-port", "0", "connect-port", "0"));
  }

  @AfterAll
  void close() {
    system.close();
  }

  private Window window(int width, ColorScheme theme) {
    Window window = Window.open(browser, system.url(), width, theme).at("/connectors");
    // Connect takes its time, and the page tells it as it comes.
    assertThat(window.page().locator("td[data-label=Tasks] .tone-good"))
        .hasCount(4, new LocatorAssertions.HasCountOptions().setTimeout(STARTS_WITHIN_MILLIS));
    return window;
  }

  @Test
  void a_connector_is_started_again_by_keyboard_after_a_question() {
    try (Window window = window(Window.DESK, ColorScheme.LIGHT)) {
      Page page = window.page();
      Keys keys = new Keys(page);
      keys.to("Start orders-view again").press("Enter");
      assertThat(page.locator("#sure")).isFocused();
      keys.to("Leave it").press("Enter");
      assertThat(page.locator("#sure")).hasCount(0);

      keys.to("Start orders-view again").press("Enter");
      keys.to("Start it").press("Enter");

      Locator told = page.locator(".note bdi");
      assertThat(told)
          .hasText(
              "orders-view was started again, and works.",
              new LocatorAssertions.HasTextOptions().setTimeout(STARTS_WITHIN_MILLIS));
      assertThat(page.locator(".said")).hasText("orders-view was started again, and works.");
    }
  }

  @Test
  void what_is_refused_is_told_and_stays_to_be_read() {
    try (Window window = window(Window.DESK, ColorScheme.LIGHT).expectingRefusals()) {
      window
          .page()
          .route(
              "**/api/connectors/shipped-lines/restart",
              route ->
                  route.resume(
                      new Route.ResumeOptions()
                          .setUrl(system.url() + "/api/connectors/gone/restart")));
      window.button("Start shipped-lines again").click();
      window.button("Start it").click();

      assertThat(window.page().locator(".alert"))
          .hasText(
              "There is no connector 'gone'; there are: legacy-tables, orders-view, shipments-view, shipped-lines.");
      window.page().waitForResponse("**/api/connectors", () -> {});
      assertThat(window.page().locator(".alert")).isVisible();
    }
  }

  @ParameterizedTest
  @MethodSource("io.insideout.browser.AccessibilityTest#looks")
  void everybody_can_use_it(int width, ColorScheme theme) {
    try (Window window = window(width, theme)) {
      window.button("Start legacy-tables again").click();
      assertThat(window.page().locator("#sure")).isVisible();
      AccessibilityTest.look(window.page(), "connectors-rows", width, theme);
    }
  }
}
