package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.insideout.acceptance.Http;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The log, as somebody looks at it who wants to know what happened.
@ExtendWith({OneSystem.class, Chromium.class})
class LogTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202e'\"";

  private final TestSystem system;
  private final Http http;
  private final Browser browser;

  LogTest(TestSystem system, Browser browser) {
    this.system = system;
    this.http = system.http();
    this.browser = browser;
  }

  private String order(String card) {
    system.sell("LOG-PAGE", 1_000);
    String id =
        http.place(
            """
            {"cardToken": "%s", "lines": [{"sku": "LOG-PAGE", "quantity": 1}]}"""
                .formatted(card));
    http.paid(id);
    return id;
  }

  @Test
  void a_topic_is_drawn_with_everybody_who_reads_it() {
    order("log-page-drawn");
    try (Window window = Window.open(browser, system.url()).at("/log")) {
      Page page = window.page();
      page.locator("tbody th a")
          .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^orders$")))
          .click();

      assertThat(page.locator("h1")).hasText("orders");
      assertThat(page.locator(".strip")).hasCount(4);
      for (String group : new String[] {"inventory", "payments", "shipping", "email"}) {
        assertThat(
                page.locator(".marker text")
                    .filter(new Locator.FilterOptions().setHasText(group))
                    .first())
            .isVisible();
      }
      assertThat(page.locator(".lead")).containsText("Written by orders");
    }
  }

  @Test
  void a_record_is_searched_for_and_leads_to_what_it_was_made_from() {
    String id = order("tok-log-page-5511");
    try (Window window = Window.open(browser, system.url()).at("/log/orders")) {
      Page page = window.page();
      page.locator("input[name=q]").fill("key = '" + id + "' and value.state = 'PAID'");
      window.button("Search").click();
      assertThat(page.locator(".records tbody tr")).hasCount(1);
      assertThat(page.locator(".more")).containsText("offsets looked at");
      page.reload();
      page.locator(".records tbody tr a").click();

      assertThat(page.locator("h1")).containsText("Record orders/");
      assertThat(page.locator(".facts")).containsText("orders-value version");
      assertThat(page.locator(".json")).containsText("\"…5511\"");
      assertThat(page.locator(".json")).not().containsText("tok-log-page");
      page.locator("td a").click();
      assertThat(page.locator("h1")).containsText("Record payments/");
      assertThat(page.locator(".json")).containsText(id);
    }
  }

  @Test
  void an_expression_that_cannot_be_read_is_told_at_its_column() {
    try (Window window = Window.open(browser, system.url()).expectingRefusals().at("/log/orders")) {
      window.page().locator("input[name=q]").fill("key = 'a' und value.state = 'PAID'");
      window.page().keyboard().press("Enter");

      assertThat(window.page().locator(".alert")).containsText("at column 11");
    }
  }

  @Test
  void an_offset_that_no_record_has_leads_to_the_next_that_one_has() {
    Strange strange = Strange.topic(system, "log-page-hostile");
    strange.write(HOSTILE, HOSTILE, 1);
    try (Window window = Window.open(browser, system.url()).at("/log/" + strange.topic())) {
      Page page = window.page();
      assertThat(page.locator(".records .key")).containsText("<img src=x onerror=alert(1)>");
      assertThat(page.locator(".records .value")).containsText("<img src=x onerror=alert(1)>");
      window.link("0/0").click();
      assertThat(page.locator(".json")).containsText(HOSTILE);
      window.link("Newer").click();
      assertThat(page.locator("h1")).containsText("/0/1");
      assertThat(window.text("Nothing behind it is committed yet")).isVisible();
    }
  }

  @Test
  void what_comes_is_shown_as_it_comes_until_it_is_paused() {
    try (Window window = Window.open(browser, system.url()).at("/log/orders")) {
      Page page = window.page();
      window.button("Live").click();
      assertThat(page.locator(".badge").first()).hasText("Live");

      String id = order("log-page-live");
      assertThat(page.locator(".records tbody tr").first()).containsText(id);
      window.button("Pause").click();
      assertThat(page.locator(".badge").first()).hasText("Paused");
    }
  }

  @Test
  void more_than_anybody_can_read_is_sampled_and_freezes_nothing() {
    Strange strange = Strange.topic(system, "log-page-many");
    try (Window window =
        Window.open(browser, system.url()).at("/log/" + strange.topic() + "?live=1")) {
      Page page = window.page();
      assertThat(page.locator(".badge").first()).hasText("Live");
      strange.write("many", "{\"one\":\"of many\"}", 30_000);

      assertThat(page.locator(".more").first()).containsText("30000 records came");
      assertThat(page.locator(".more").first()).containsText("sampled 1 in");
      // They are counted as they come, and drawn a moment later.
      assertThat(page.locator(".records tbody tr").first()).isVisible();
      assertThat(page.locator(".records tbody tr").count()).isBetween(1, 200);
      window.button("Pause").click();
      assertThat(page.locator(".badge").first()).hasText("Paused");
    }
  }

  @Test
  void a_topic_that_is_not_there_is_told() {
    try (Window window = Window.open(browser, system.url()).expectingRefusals().at("/log/nobody")) {
      assertThat(window.text("The log has no topic 'nobody'.").first()).isVisible();
    }
  }
}
