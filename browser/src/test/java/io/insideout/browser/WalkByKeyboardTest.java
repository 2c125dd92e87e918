package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// All pages without a mouse: each is gone to by its link, gone through by Tab to its end, and left
/// again.
@ExtendWith({OneSystem.class, Chromium.class})
class WalkByKeyboardTest {
  private final TestSystem system;
  private final Browser browser;

  WalkByKeyboardTest(TestSystem system, Browser browser) {
    this.system = system;
    this.browser = browser;
  }

  @Test
  void every_page_is_reached_gone_through_and_left_again() {
    Wares.putOut(system);
    String id = Wares.order(system, "walk");
    try (Window window = Window.open(browser, system.url()).expectingRefusals().at("/laws")) {
      Walk walk = new Walk(window);
      walk.area("Shop", "Shop", ".product:not(.ghost)");
      walk.keys.to("Add Hand warmer").press("Enter");
      walk.keys.backTo("Basket 1");
      walk.enter("Basket", ".checkout");

      walk.area("Orders", "Orders", "tbody tr");
      walk.keys.to(id.substring(0, 8));
      walk.enter("Order", ".machine");
      walk.area("Story", "Story", ".plain li");
      walk.keys.toJust("Order").type(id).press("Enter");
      walk.arrive("Story", ".story > li");

      walk.area("Log", "Log", ".topics tbody tr");
      walk.keys.toJust("customers");
      walk.enter("customers", ".records tbody tr");
      walk.keys.toJust(window.page().locator(".records tbody tr a").first().innerText());
      walk.enter("Record", ".json");

      walk.area("Consumers", "Consumers", "tbody tr");
      walk.keys.toJust("inventory");
      walk.enter("inventory", "tbody tr");
      walk.area("Flow", "Flow", "td[data-label='Read by']");
      walk.area("Views", "Views", "form");
      walk.keys.toJust("Key").type(id).press("Enter");
      assertThat(window.page().locator(".json")).isVisible();

      walk.area("SQL", "SQL", ".cm-content");
      walk.area("Schemas", "Schemas", ".plain li");
      walk.keys.to("orders-value");
      walk.enter("orders-value", ".apart");
      walk.area("Connectors", "Connectors", ".empty");
      walk.area("Dead letters", "Dead letters", ".empty h2, td[data-label=Send]");
      walk.area("Laws", "Laws", ".empty, tbody tr");

      assertThat(window.page().locator("nav a")).hasText(walk.areas.toArray(String[]::new));
    }
  }

  /// Somebody who goes from page to page.
  private static final class Walk {
    private final Window window;
    private final Keys keys;
    private final List<String> areas = new ArrayList<>();

    Walk(Window window) {
      this.window = window;
      this.keys = new Keys(window.page());
    }

    /// Goes to an area by its link, which is before everything else on each page.
    void area(String link, String heading, String until) {
      areas.add(link);
      keys.to(link);
      enter(heading, until);
    }

    void enter(String heading, String until) {
      keys.press("Enter");
      arrive(heading, until);
    }

    /// The heading has the focus, and all that is there can be come by.
    void arrive(String heading, String until) {
      Locator headline = window.page().locator("h1");
      assertThat(headline).containsText(Pattern.compile(heading));
      assertThat(headline).isFocused();
      assertThat(window.page().locator(until).first()).isVisible();
      Stops.walk(window.page());
    }
  }
}
