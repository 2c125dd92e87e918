package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every page, in both themes and both widths: axe finds nothing serious, and nothing stands out of
/// the window. What the pages look like is left in `target/screenshots`.
@ExtendWith({OneSystem.class, Chromium.class})
class AccessibilityTest {
  private static final String AXE = axe();
  private static final String SERIOUS =
      """
      async () => (await axe.run()).violations
          .filter((one) => ['serious', 'critical'].includes(one.impact))
          .map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 200)).join(' | '))""";

  private final TestSystem system;
  private final Browser browser;

  AccessibilityTest(TestSystem system, Browser browser) {
    this.system = system;
    this.browser = browser;
  }

  static Stream<Arguments> looks() {
    return Stream.of(Window.DESK, Window.TELEPHONE)
        .flatMap(
            width ->
                Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                    .map(theme -> Arguments.of(width, theme)));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void everybody_can_use_every_page(int width, ColorScheme theme) {
    Wares.putOut(system);
    String id = Wares.order(system, "axe-" + width + "-" + theme);
    String declined = Wares.order(system, "tok-decline-" + width + "-" + theme);
    try (Window window = Window.open(browser, system.url(), width, theme).expectingRefusals()) {
      look(window, "/shop", ".product:not(.ghost)", "shop", width, theme);
      window.page().locator(".product button:enabled").first().click();
      window.page().locator(".product button:enabled").nth(1).click();
      look(window, "/shop/basket", ".checkout", "basket", width, theme);
      look(window, "/shop/orders/" + id, ".way", "shop-order", width, theme);
      look(window, "/shop/orders/" + declined, ".note.bad", "shop-declined", width, theme);
      window
          .page()
          .evaluate(
              "ids => sessionStorage.setItem('insideout.ordered', JSON.stringify(ids))",
              List.of(id, declined));
      look(window, "/shop/orders", "io-shop-orders tbody tr", "shop-orders", width, theme);
      look(window, "/orders", "tbody tr", "orders", width, theme);
      look(window, "/orders/" + id, ".machine", "order", width, theme);
      look(window, "/sql", ".cm-content", "sql", width, theme);
      look(window, "/story", ".plain li", "stories", width, theme);
      look(window, "/story/" + id, ".story > li", "story", width, theme);
      look(window, "/story/" + declined, ".story > .is-bad", "story-declined", width, theme);
      look(window, "/laws", ".empty, tbody tr", "laws", width, theme);
      look(window, "/log", ".topics tbody tr", "log", width, theme);
      look(window, "/log/orders", ".records tbody tr", "topic", width, theme);
      look(window, "/log/orders/0/0", "h1", "record", width, theme);
      look(window, "/consumers", "tbody tr", "consumers", width, theme);
      look(window, "/consumers/inventory", "tbody tr", "group", width, theme);
      look(window, "/flow", "td[data-label='Read by']", "flow", width, theme);
      look(window, "/flow/inventory", ".topology", "flow-inventory", width, theme);
      look(window, "/flow/orders", ".topology", "flow-orders", width, theme);
      look(window, "/views?view=orders&key=" + id, ".json", "view", width, theme);
      look(window, "/views?service=orders&store=current", ".records", "views", width, theme);
      look(window, "/schemas", ".plain li", "schemas", width, theme);
      look(window, "/schemas/orders-value", ".apart", "schema", width, theme);
      look(window, "/connectors", ".empty", "connectors", width, theme);
      look(
          window,
          "/dead-letters",
          ".empty h2:text('set aside'), td[data-label=Send]",
          "dead-letters",
          width,
          theme);
      look(window, "/nowhere", "h1", "nowhere", width, theme);
    }
  }

  private static void look(
      Window window, String route, String until, String name, int width, ColorScheme theme) {
    Page page = window.at(route).page();
    assertThat(page.locator(until).first()).isVisible();
    look(page, name, width, theme);
  }

  /// What is shown now is usable for everybody.
  static void look(Page page, String name, int width, ColorScheme theme) {
    Path shot = Path.of("target", "screenshots", "%s-%d-%s.png".formatted(name, width, theme));
    page.screenshot(new Page.ScreenshotOptions().setPath(shot).setFullPage(true));
    page.evaluate(AXE);
    assertThat((List<?>) page.evaluate(SERIOUS)).as(name).isEmpty();
    assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(name + " stands out of the window")
        .isTrue();
  }

  @Test
  void a_theme_that_is_chosen_stays_chosen() {
    try (Window window = Window.open(browser, system.url()).at("/shop")) {
      String ground = "getComputedStyle(document.documentElement).backgroundColor";
      Object light = window.page().evaluate(ground);
      window.field("Dark").check();
      Object dark = window.page().evaluate(ground);
      assertThat(dark).isNotEqualTo(light);

      window.page().reload();
      assertThat(window.field("Dark")).isChecked();
      assertThat(window.page().evaluate(ground)).isEqualTo(dark);
    }
  }

  private static String axe() {
    try (InputStream script =
        requireNonNull(AccessibilityTest.class.getResourceAsStream("/axe.min.js"))) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
