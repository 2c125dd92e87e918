package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.insideout.testkit.Eventually.eventually;

import com.microsoft.playwright.Browser;
import io.insideout.acceptance.Http;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What services keep, store by store and key by key, held against the log.
@ExtendWith({OneSystem.class, Chromium.class})
class ViewsPageTest {
  private static final String EQUAL = "The view equals the log";

  private final TestSystem system;
  private final Http http;
  private final Browser browser;

  ViewsPageTest(TestSystem system, Browser browser) {
    this.system = system;
    this.http = system.http();
    this.browser = browser;
  }

  @Test
  void a_row_is_held_against_the_newest_record_of_its_key() {
    system.sell("VIEWS-TEA", 10, "2.50");
    system.sell("VIEWS-TEA", 10, "2.75");
    try (Window window = Window.open(browser, system.url()).at("/views")) {
      window.page().locator("select").selectOption("products/products-view");
      window.field("Key").fill("VIEWS-TEA");
      window.button("Show").click();
      assertThat(window.page().locator(".json")).containsText("2750000");
      assertThat(window.text("At instance one")).hasCount(2);
      window.button("Does it equal the log?").click();
      assertThat(window.page().locator(".note.good")).containsText(EQUAL);

      http.delete("/api/products/VIEWS-TEA").expect(204);
      eventually("it is gone", () -> http.get("/api/products/VIEWS-TEA").status() == 404);
      window.button("Does it equal the log?").click();
      assertThat(window.text("which deletes it")).isVisible();
      assertThat(window.page().locator(".note.good")).containsText(EQUAL);
      assertThat(window.text("The view has no row of this key")).isVisible();
      window.page().reload();
      assertThat(window.text("The view has no row of this key")).isVisible();
      assertThat(window.page().locator("select")).hasValue("products/products-view");
    }
  }

  @Test
  void an_order_is_the_newest_version_that_the_log_has() {
    Wares.putOut(system);
    String id = Wares.order(system, "views-order");
    http.paid(id);
    try (Window window = Window.open(browser, system.url()).at("/views?view=orders&key=" + id)) {
      window.button("Does it equal the log?").click();
      assertThat(window.page().locator(".note.good")).containsText(EQUAL);
    }
  }

  @Test
  void a_store_is_read_page_by_page_and_a_key_is_followed_from_there() {
    for (int i = 0; i < 60; i++) {
      system.http().put("/api/stock/VIEWS-%02d".formatted(i), "{\"onHand\": 1}").expect(200);
    }
    String store = "/views?service=inventory&store=stock-levels";
    try (Window window = Window.open(browser, system.url()).at(store)) {
      assertThat(window.text("inventory-stock-levels-changelog")).isVisible();
      window.field("Key").fill("VIEWS-");
      window.button("List from here").click();
      assertThat(window.page().locator(".records tbody tr")).hasCount(50);
      window.button("Show more").click();
      window.link("VIEWS-59").click();
      assertThat(window.page().locator(".json")).containsText("onHand");
      window.button("Does it equal the log?").click();
      assertThat(window.page().locator(".note.good")).containsText("The store equals the log");
      assertThat(window.page()).hasURL(Pattern.compile("key=VIEWS-59"));
    }
  }

  @Test
  void what_a_card_is_remembered_for_is_shown_without_its_token() {
    Wares.putOut(system);
    http.paid(Wares.order(system, "views-secret-4242"));
    String store = "/views?service=fraud&store=activity&from=card:views-";
    try (Window window = Window.open(browser, system.url()).at(store)) {
      window.link("card:…4242").click();
      window.button("Does it equal the log?").click();
      assertThat(window.page().locator(".note.good")).containsText("The store equals the log");
      assertThat(window.page().locator("body")).not().containsText("views-secret");
    }
  }

  @Test
  void hostile_content_stays_text() {
    String name = "<script>alert(1)</script> \u202Egnp.exe";
    system
        .http()
        .put(
            "/api/customers/views-hostile",
            "{\"name\": \"%s\", \"country\": \"<b>x</b>\"}".formatted(name))
        .expect(200);
    String store = "/views?service=customers&store=customers-view&from=views-hostile";
    try (Window window = Window.open(browser, system.url()).at(store)) {
      assertThat(window.page().locator(".records .value").first()).containsText("<b>x</b>");
      window.link("views-hostile").click();
      assertThat(window.page().locator(".json")).containsText("<script>alert(1)</script>");
      assertThat(window.page().locator(".json :is(b, script)")).hasCount(0);
      window.at("/views?service=<b>x</b>&store=<script>");
      assertThat(window.text("There is no such store")).isVisible();
    }
  }
}
