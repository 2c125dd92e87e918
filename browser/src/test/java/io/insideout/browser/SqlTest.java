package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.insideout.testkit.Eventually.eventually;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.insideout.acceptance.Http;
import io.insideout.acceptance.TestSystem;
import io.insideout.catalog.Product;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Traceparent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The log, asked in SQL in a browser, with a real engine that answers one query at a time.
@ExtendWith(Chromium.class)
class SqlTest {
  private static final List<String> NAMES =
      List.of(
          "<img src=x onerror=alert(1)>",
          "</bdi></td><script>alert(1)</script>",
          "${alert(1)}",
          "\u202Egnp.exe\u202C",
          "x".repeat(10_000));

  private static final String COLUMNS =
      """
      {"columns":[{"name":"n","type":"INT"},{"name":"big","type":"BIGINT"}],"updates":false}
      """;

  @TempDir static Path data;
  private static TestSystem system;
  private static Http http;
  private final Browser browser;

  SqlTest(Browser browser) {
    this.browser = browser;
  }

  @BeforeAll
  static void start() throws InterruptedException {
    system = TestSystem.start(data, Map.of("sql-queries", "1"));
    http = system.http();
    system.sell("SQL-TEA", 1_000);
  }

  @AfterAll
  static void close() {
    system.close();
  }

  private Window window(String statement) {
    return Window.open(browser, system.url()).expectingRefusals().at(address(statement));
  }

  private static String address(String statement) {
    return "/sql?sql=" + URLEncoder.encode(statement, StandardCharsets.UTF_8);
  }

  private static Locator rows(Window window) {
    return window.page().locator(".grid tbody tr");
  }

  private static String order(String card) {
    return http.place(
        "{\"cardToken\": \"%s\", \"lines\": [{\"sku\": \"SQL-TEA\", \"quantity\": 1}]}"
            .formatted(card));
  }

  private static void type(Window window, String text) {
    window.page().locator(".cm-content").click();
    window.page().keyboard().press("ControlOrMeta+a");
    window.page().keyboard().type(text);
  }

  /// By the mouse: by Enter, what has only just been offered is not taken.
  private static void take(Window window, String offered) {
    window
        .page()
        .locator("[role=option]")
        .getByText(offered, new Locator.GetByTextOptions().setExact(true))
        .click();
  }

  private static void awaitLive(Window window) {
    assertThat(window.text("The query goes on")).isVisible();
  }

  /// Whether the one place for a query is free.
  private static boolean isFree() {
    return http.post(
                "/api/sql",
                "{\"sql\": \"SELECT sku FROM stock\", \"untilNow\": true}",
                "Content-Type",
                "application/json")
            .status()
        == 200;
  }

  @Test
  void a_query_is_typed_with_completion_and_rows_come_while_orders_do_until_it_is_stopped() {
    try (Window window = window("")) {
      type(window, "SELECT order_id, outcome FROM authoriz");
      take(window, "authorizations");
      window.page().keyboard().type(" WHERE card_tok");
      take(window, "card_token");
      window.page().keyboard().type(" = 'sql-live'");
      window.page().keyboard().press("ControlOrMeta+Enter");
      awaitLive(window);
      assertThat(isFree()).isFalse();

      String id = order("sql-live");
      assertThat(rows(window).first()).hasText(id + "APPROVED");

      window.button("Stop").click();
      assertThat(window.text("The query was stopped.").first()).isVisible();
      eventually("the server has ended it", SqlTest::isFree);
    }
  }

  @Test
  void a_row_changes_where_it_stands_and_the_query_ends_with_the_page() {
    try (Window window =
        window(
            "SELECT card_token, COUNT(*) AS n FROM orders WHERE version = 1"
                + " AND card_token LIKE 'sql-count%' GROUP BY card_token")) {
      window.button("Run").click();
      awaitLive(window);
      order("sql-count-1");
      assertThat(rows(window)).hasText(new String[] {"sql-count-11"});
      order("sql-count-2");
      assertThat(rows(window)).hasCount(2);
      order("sql-count-1");
      assertThat(rows(window)).hasText(new String[] {"sql-count-12", "sql-count-21"});
      assertThat(rows(window).first()).hasClass("changed-odd");
      window.field("Chart").check();
      assertThat(window.page().locator(".chart-figure")).hasText(new String[] {"2", "1"});

      assertThat(isFree()).isFalse();
      window.link("Orders").click();
      eventually("the server has ended it", SqlTest::isFree);
    }
  }

  @Test
  void what_is_wrong_is_shown_at_its_place() {
    try (Window window = window("SHOW TOPICS;\nSELECT order_id,\n  stat FROM orders;")) {
      window.button("Run").click();
      assertThat(window.page().locator(".cm-wrong")).hasText("stat");
      assertThat(window.page().getByRole(AriaRole.ALERT))
          .hasText(
              Pattern.compile(
                  "Line\\s+3, column 3: There is no column 'stat' in orders; is it state\\?"));

      window.button("Line").click();
      window.page().keyboard().type("x");
      assertThat(window.page().locator(".cm-line").last()).hasText("  xstat FROM orders;");
      assertThat(window.page().locator(".cm-wrong")).hasCount(0);
    }
  }

  @Test
  void whatever_a_record_says_is_text() throws Exception {
    for (int i = 0; i < NAMES.size(); i++) {
      var _ =
          system
              .inside()
              .environment()
              .publisher()
              .publish(
                  Topics.PRODUCTS,
                  "SQL-HOSTILE-" + i,
                  new Product("SQL-HOSTILE-" + i, NAMES.get(i), "GBP", 2_500_000L, 2_500_000L),
                  System.currentTimeMillis(),
                  Traceparent.random())
              .get();
    }
    try (Window window =
        window(
            "SELECT description, list_price_micros FROM views.products"
                + " WHERE sku LIKE 'SQL-HOSTILE-%' ORDER BY sku")) {
      window.button("Run").click();
      assertThat(rows(window)).hasCount(NAMES.size());
      List<String> shown = rows(window).locator("td:first-child").allTextContents();
      for (int i = 0; i < NAMES.size(); i++) {
        assertThat(shown.get(i))
            .startsWith(NAMES.get(i).substring(0, Math.min(2_000, NAMES.get(i).length())));
      }
      window.field("Chart").check();
      assertThat(window.page().locator(".chart-name")).hasCount(NAMES.size());
      assertThat(window.page().locator("main :is(img, script, iframe)")).hasCount(0);
    }
  }

  @Test
  void a_query_that_goes_on_is_made_shown_explained_and_ended_by_keyboard_alone() {
    try (Window window = window("")) {
      Keys keys = new Keys(window.page());
      keys.to("Statement of SQL")
          .press("ControlOrMeta+a")
          .type(
              "CREATE TABLE kept_states AS SELECT state, COUNT(*) AS n FROM orders GROUP BY state")
          .press("Escape")
          .to("Run")
          .press("Enter");
      Locator query = window.page().locator(".queries tbody tr");
      assertThat(query).containsText("running");
      assertThat(query).containsText("CREATE TABLE kept_states AS SELECT");

      keys.to("Explain kept_states-1").press("Enter");
      assertThat(window.page().locator(".plan")).containsText("GroupAggregate");

      keys.to("Terminate kept_states-1").press("Enter");
      assertThat(window.button("Keep it")).isFocused();
      keys.press("Escape").to("Terminate kept_states-1").press("Enter");
      keys.to("Yes, terminate kept_states-1").press("Enter");
      assertThat(query).hasCount(0);
      assertThat(window.text("kept_states-1 has ended.")).hasCount(1);
    }
  }

  @Test
  void of_a_long_answer_the_last_thousand_rows_are_kept_exactly_and_those_in_sight_drawn() {
    String lines =
        IntStream.range(0, 3_000)
                .mapToObj("{\"op\":\"+I\",\"row\":[%d,9007199254740993]}\n"::formatted)
                .collect(joining("", COLUMNS, ""))
            + """
            {"op":"-U","row":[2999,9007199254740993]}
            {"op":"+U","row":[2999,-1]}
            {"op":"-D","row":[2998,9007199254740993]}
            {"op":"-U","row":[7,9007199254740993]}
            {"op":"+U","row":[7,7]}
            {"end":true}
            """;
    try (Window window = window("SELECT")) {
      window
          .page()
          .route(
              "**/api/sql",
              route -> {
                if (route.request().postData().contains("SHOW QUERIES")) {
                  route.resume();
                } else {
                  route.fulfill(new Route.FulfillOptions().setStatus(200).setBody(lines));
                }
              });
      window.button("Run").click();
      assertThat(window.page().locator(".figures"))
          .containsText(
              "The last 1,000 rows are kept, in the order in which they came; 3,003 changes");
      assertThat(rows(window).first()).hasText("20009007199254740993");
      assertThat(window.page().locator(".grid table")).hasAttribute("aria-rowcount", "1001");
      assertThat(rows(window).count()).isLessThan(100);

      window.page().locator(".grid").evaluate("grid => (grid.scrollTop = grid.scrollHeight)");
      assertThat(rows(window).last()).hasText("77");
      assertThat(window.page().locator("[aria-rowindex='1000']")).hasText("2999-1");
      assertThat(window.page().locator("[aria-rowindex='999']")).hasText("29979007199254740993");
    }
  }

  @ParameterizedTest
  @MethodSource("io.insideout.browser.AccessibilityTest#looks")
  void everybody_can_use_an_answer(int width, ColorScheme theme) {
    String statement = "SELECT sku, on_hand FROM views.stock";
    try (Window window = Window.open(browser, system.url(), width, theme).at(address(statement))) {
      Page page = window.page();
      window.button("Run").click();
      window.field("Chart").check();
      assertThat(page.locator(".chart")).isVisible();
      AccessibilityTest.look(page, "sql-answer", width, theme);
    }
  }
}
