package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.insideout.testkit.Eventually.eventually;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import io.insideout.catalog.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What was set aside, and sending it again.
@ExtendWith({OneSystem.class, Chromium.class})
class DeadLettersPageTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";

  private final TestSystem system;
  private final Browser browser;

  DeadLettersPageTest(TestSystem system, Browser browser) {
    this.system = system;
    this.browser = browser;
  }

  @Test
  void a_letter_is_looked_at_and_sent_again_after_a_question() {
    new Strange(system, Topics.ORDER_COMMANDS.name()).write(HOSTILE, "no Avro", 1);
    try (Window window = Window.open(browser, system.url()).at("/dead-letters")) {
      Page page = window.page();
      Locator letters =
          page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(HOSTILE));
      eventually(
          "the letter is listed",
          () -> {
            page.reload();
            assertThat(page.locator(".empty, tbody tr").first()).isVisible();
            return letters.count() == 1;
          });
      letters.locator("input[type=checkbox]").check();
      window.button("Send 1 record again").click();
      window.button("Send").last().click();

      Locator all = page.getByLabel("Only those not sent again");
      all.uncheck();
      assertThat(letters.filter(new Locator.FilterOptions().setHasText("sent again as")))
          .hasCount(1);
      assertThat(page.locator("main img")).hasCount(0);
    }
  }
}
