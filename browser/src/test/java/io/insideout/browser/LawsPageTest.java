package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The laws, proven at a click.
@ExtendWith({OneSystem.class, Chromium.class})
class LawsPageTest {
  private static final LocatorAssertions.HasCountOptions IN_TIME =
      new LocatorAssertions.HasCountOptions().setTimeout(60_000);

  private final TestSystem system;
  private final Browser browser;

  LawsPageTest(TestSystem system, Browser browser) {
    this.system = system;
    this.browser = browser;
  }

  @Test
  void a_proof_is_made_in_the_background_and_its_result_is_kept() {
    Wares.putOut(system);
    system.http().paid(Wares.order(system, "laws"));
    try (Window window = Window.open(browser, system.url()).at("/laws")) {
      window.button("Prove them now").click();
      window.at("/shop").at("/laws");
      Locator rows = window.page().locator("tbody tr");
      assertThat(rows).hasCount(11, IN_TIME);
      assertThat(rows.first()).containsText("Holds");

      window.page().reload();
      assertThat(rows).hasCount(11);
      assertThat(window.button("Prove them now")).isEnabled();
    }
  }
}
