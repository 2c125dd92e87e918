package io.insideout.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import io.insideout.catalog.Money;
import io.insideout.catalog.OrderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the pages are made of, asked by itself.
@ExtendWith({OneSystem.class, Chromium.class})
class ScriptsTest {
  private static final int TRIALS = 200;

  private final TestSystem system;
  private final Browser browser;

  ScriptsTest(TestSystem system, Browser browser) {
    this.system = system;
    this.browser = browser;
  }

  @Test
  void a_basket_is_summed_as_the_services_sum_an_order() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<List<OrderLine>> baskets = Stream.generate(() -> lines(random)).limit(TRIALS).toList();
    try (Window window = Window.open(browser, system.url()).at("/shop")) {
      Object sums =
          window
              .page()
              .evaluate(
                  """
                  async (baskets) => {
                    const { totalMinor } = await import('/console/format.js');
                    return baskets.map((lines) => String(totalMinor(lines)));
                  }""",
                  baskets.stream().map(ScriptsTest::shown).toList());

      assertThat(sums)
          .as("seed " + seed)
          .isEqualTo(
              baskets.stream()
                  .map(lines -> String.valueOf(Money.totalMinor(lines).orElseThrow()))
                  .toList());
    }
  }

  @Test
  void however_often_a_page_has_asked_it_listens_once_for_its_own_end() {
    try (Window window = Window.open(browser, system.url()).at("/shop")) {
      Object most =
          window
              .page()
              .evaluate(
                  """
                  async () => {
                    const { watch } = await import('/console/live.js');
                    const ending = new AbortController();
                    const { signal } = ending;
                    let [asked, listening, most] = [0, 0, 0];
                    const [add, remove] = [signal.addEventListener, signal.removeEventListener];
                    signal.addEventListener = (...how) => {
                      most = Math.max(most, ++listening);
                      add.apply(signal, how);
                    };
                    signal.removeEventListener = (...how) => {
                      listening--;
                      remove.apply(signal, how);
                    };
                    await watch(1, async () => ++asked === 20 && ending.abort(), signal);
                    return [asked, most];
                  }""");

      assertThat(most).isEqualTo(List.of(20, 1));
    }
  }

  private static List<OrderLine> lines(Random random) {
    return Stream.generate(
            () -> new OrderLine("SKU", 1 + random.nextInt(1_000), random.nextLong(10_000_000L)))
        .limit(1 + random.nextInt(5))
        .toList();
  }

  private static List<Map<String, Object>> shown(List<OrderLine> lines) {
    return lines.stream()
        .map(
            line ->
                Map.<String, Object>of(
                    "price", Money.microsDecimal(line.getUnitPriceMicros()),
                    "quantity", line.getQuantity()))
        .toList();
  }

  @Test
  void amounts_are_read_as_they_are_typed_and_shown_exactly() {
    try (Window window = Window.open(browser, system.url()).at("/shop")) {
      Object shown =
          window
              .page()
              .evaluate(
                  """
                  async () => {
                    const { minorOf, money, price } = await import('/console/format.js');
                    return [minorOf('12'), minorOf(' 12.5 '), minorOf('0,07'), minorOf('1.234') ?? 'none',
                      minorOf('-1') ?? 'none', money(7, 'GBP'), money(-1234567, 'EUR'),
                      price('2.555', 'GBP'), price('9999999.999999', 'GBP')];
                  }""");

      assertThat(shown)
          .isEqualTo(
              List.of(
                  1200,
                  1250,
                  7,
                  "none",
                  "none",
                  "£0.07",
                  "-€12,345.67",
                  "£2.555",
                  "£9,999,999.999999"));
    }
  }

  @Test
  void who_listens_is_told_what_comes_after_the_connection_was_lost() {
    try (Window window = Window.open(browser, system.url()).at("/shop")) {
      Page page = window.page();
      int[] asked = {0};
      page.route(
          "**/events",
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setContentType("text/event-stream")
                      .setBody("data: {\"number\": %d}\n\n".formatted(++asked[0]))));
      Object heard =
          page.evaluate(
              """
              async () => {
                const { listen } = await import('/console/live.js');
                const heard = [];
                const leaving = new AbortController();
                await new Promise((enough) => {
                  const event = (one) => heard.push(one.number) === 2 && enough();
                  listen('/events', { event, signal: leaving.signal });
                });
                leaving.abort();
                return heard;
              }""");

      assertThat(heard).isEqualTo(List.of(1, 2));
    }
  }

  @Test
  void a_page_that_nobody_looks_at_holds_no_connection_and_is_told_all_when_somebody_does() {
    try (Window window = Window.open(browser, system.url()).at("/orders")) {
      Page page = window.page();
      Request first = page.waitForRequest("**/api/orders?limit=25", page::reload);
      assertThat(window.page().locator("h1").textContent()).isEqualTo("Orders");

      List<Request> over = new ArrayList<>();
      page.onRequestFailed(over::add);
      lookedAt(page, false);
      page.waitForCondition(() -> over.contains(first));
      Request again = page.waitForRequest("**/api/orders?limit=25", () -> lookedAt(page, true));
      assertThat(again.headers()).containsEntry("accept", "text/event-stream");
    }
  }

  @Test
  void a_list_whose_rows_come_and_go_leaves_nothing_behind() {
    try (Window window = Window.open(browser, system.url()).at("/shop")) {
      Object nodes =
          window
              .page()
              .evaluate(
                  """
                  async () => {
                    const { html, render } = await import('lit');
                    const { repeat } = await import('lit/directives/repeat.js');
                    const list = document.createElement('ul');
                    const counts = new Set();
                    for (let first = 0; first < 20; first++) {
                      const shown = [first, first + 1, first + 2];
                      render(html`${repeat(shown, (one) => one, (one) => html`<li>${one}</li>`)}`, list);
                      counts.add(list.childNodes.length);
                    }
                    return counts.size;
                  }""");

      assertThat(nodes).isEqualTo(1);
    }
  }

  private static void lookedAt(Page page, boolean isLookedAt) {
    page.evaluate(
        """
        (isLookedAt) => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => !isLookedAt });
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        isLookedAt);
  }

  @Test
  void what_waits_stands_at_the_edge_on_which_it_waits() {
    try (Window window = Window.open(browser, system.url()).at("/shop")) {
      Object late =
          window
              .page()
              .evaluate(
                  """
                  async () => {
                    const { flowOf } = await import('/console/parts/flow-model.js');
                    const topics = ['orders', 'stock'].map((topic) => ({ topic, writers: ['shop'], readers: ['counts'] }));
                    const parts = [
                      { part: 'counts', health: 'UP', kind: 'topology', group: 'counts', reads: ['orders', 'stock'], writes: [] },
                      { part: 'stock view', health: 'UP', kind: 'view', behind: 5, reads: ['stock'] },
                    ];
                    const waiting = new Map([['counts', { orders: 3, stock: 0 }], ['other', { orders: 9 }]]);
                    const flow = flowOf(topics, [{ service: 'counts', instance: 'one', health: 'UP', parts }], waiting);
                    return [...flow.reads, ...flow.writes].map((one) => `${one.node} ${one.topic} ${one.late}`);
                  }""");

      assertThat(late)
          .isEqualTo(
              List.of(
                  "counts orders 3",
                  "counts stock 0",
                  "counts/stock view stock 5",
                  "shop orders 0",
                  "shop stock 0"));
    }
  }
}
