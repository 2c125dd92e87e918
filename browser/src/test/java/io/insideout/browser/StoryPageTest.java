package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.insideout.acceptance.Http;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The story of an order, as it goes on.
@ExtendWith({OneSystem.class, Chromium.class})
class StoryPageTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";

  private final TestSystem system;
  private final Http http;
  private final Browser browser;

  StoryPageTest(TestSystem system, Browser browser) {
    this.system = system;
    this.http = system.http();
    this.browser = browser;
  }

  /// An order that is validated, and waits for its payment.
  private String unpaid(String card) {
    system.sell("STORY-TEA", 1_000);
    system.customer("story-ada");
    String id =
        http.place(
            """
            {"customerId": "story-ada", "cardToken": "%s",
             "lines": [{"sku": "STORY-TEA", "quantity": 2}]}"""
                .formatted(card));
    http.settled(id);
    return id;
  }

  @Test
  void whom_an_order_waits_for_is_told_and_what_happens_next_appears() {
    String id = unpaid("tok-silent-story");
    try (Window window = Window.open(browser, system.url()).at("/orders/" + id)) {
      Page page = window.page();
      page.locator(".page-aside a").click();
      assertThat(page.locator(".note")).containsText("provider");
      assertThat(window.text("v2 VALIDATED").first()).isVisible();
      assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true))).isVisible();

      http.post("/api/orders/" + id + "/cancel", "{\"reason\": \"%s\"}".formatted(HOSTILE))
          .expect(202);
      assertThat(window.text("v3 CANCELLED").first()).isVisible();
      assertThat(window.text(HOSTILE).first()).isVisible();
      assertThat(page.locator(".page-aside")).containsText("Cancelled");
      assertThat(page.locator(".changes").getByText("CANCELLED").first()).isVisible();
    }
  }

  @Test
  void a_step_leads_to_its_cause_its_content_and_its_place_in_the_picture() {
    String id = unpaid("story-graph");
    http.paid(id);
    try (Window window = Window.open(browser, system.url()).at("/story/" + id)) {
      Page page = window.page();
      Locator steps = page.locator(".story > li > article");
      assertThat(window.text("v3 PAID").first()).isVisible();
      Locator requested =
          steps.filter(new Locator.FilterOptions().setHasText("v1 REQUESTED")).first();
      requested.locator("header button").click();
      Locator command = steps.first();
      assertThat(command).isFocused();
      command.locator("summary").click();
      assertThat(command.locator("pre")).containsText("\"STORY-TEA\"");
      assertThat(command.locator("pre")).not().containsText("story-graph");

      window.field("Filter").fill("payments authorized");
      assertThat(page.locator("#steps")).containsText(" of ");
      window.field("Filter").fill("nothing is like this");
      assertThat(window.text("No record is like that")).isVisible();
      window.field("Filter").fill("");

      window.button("Graph").click();
      Locator nodes = page.locator(".story-graph .node");
      assertThat(page.locator("#steps")).containsText(nodes.count() + " records");
      nodes.last().press("Enter");
      assertThat(page.locator("article:focus")).isVisible();
    }
  }

  @Test
  void an_order_is_found_by_its_id_and_one_that_nobody_knows_is_said_to_be_unknown() {
    String id = unpaid("story-found");
    try (Window window = Window.open(browser, system.url()).expectingRefusals().at("/story")) {
      window.field("Order").fill(id);
      window.button("Tell it").click();
      assertThat(window.page().locator(".story > li").first()).isVisible();

      window.at("/story/%3Cimg%20src=x%20onerror=alert(1)%3E");
      assertThat(window.page().locator("[role=alert]")).isVisible();
      assertThat(window.page().locator("main img")).hasCount(0);
    }
  }
}
