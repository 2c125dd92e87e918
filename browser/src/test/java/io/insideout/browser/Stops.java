package io.insideout.browser;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/// Where Tab stops on a page, from the first to the last.
final class Stops {
  private static final int TOO_FAR = 500;

  /// What has the focus: whether it is of the page's content, has a name, and shows that it has it.
  private static final String STOP =
      """
      () => {
        %s
        (window.met ??= new WeakSet()).add(at);
        let shown = false;
        for (let one = at, up = 0; one && up < 4; one = one.parentElement, up++) {
          const style = getComputedStyle(one);
          shown ||= style.outlineStyle !== 'none' || style.boxShadow !== 'none';
        }
        const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText;
        return {
          inside: Boolean(document.activeElement.closest('main, footer')),
          shown,
          name: (name || at.getAttribute('aria-labelledby') || at.querySelector('title')?.textContent || '').trim(),
          html: at.outerHTML.slice(0, 200),
        };
      }"""
          .formatted(Keys.FOCUSED);

  /// What could be used and was not come by. Of radio buttons only the one that is chosen is.
  private static final String LEFT_OUT =
      """
      () => [...document.querySelectorAll('main :is(a[href], button, input, select, textarea, summary,'
              + ' [tabindex="0"], [contenteditable="true"])')]
          .filter((one) => !one.disabled && one.checkVisibility() && !one.closest('dialog:not([open])'))
          .filter((one) => one.type !== 'radio' || one.checked)
          .filter((one) => one.getAttribute('tabindex') !== '-1' && !window.met.has(one))
          .map((one) => one.outerHTML.slice(0, 200))""";

  private Stops() {}

  /// Goes through all of them by Tab: each has a name and shows that it has the focus, none keeps
  /// it, and nothing that could be used is left out.
  static void walk(Page page) {
    int stops = 0;
    // The way back stands before the heading.
    while (inside(next(page, "Shift+Tab"))) {
      assertThat(++stops).isLessThan(TOO_FAR);
    }
    for (Map<?, ?> stop = next(page, "Tab"); inside(stop); stop = next(page, "Tab")) {
      assertThat(++stops).as("stops at %s; the last: %s", page.url(), stop).isLessThan(TOO_FAR);
      assertThat((String) stop.get("name")).as("name of %s", stop.get("html")).isNotEmpty();
      // An editor shows it a moment later.
      eventually(
          "it is shown that the focus is at " + stop.get("html"),
          () -> (boolean) look(page).get("shown"));
    }
    assertThat((List<?>) page.evaluate(LEFT_OUT)).as("left out at " + page.url()).isEmpty();
  }

  private static Map<?, ?> next(Page page, String key) {
    page.keyboard().press(key);
    return look(page);
  }

  private static Map<?, ?> look(Page page) {
    return (Map<?, ?>) page.evaluate(STOP);
  }

  private static boolean inside(Map<?, ?> stop) {
    return (boolean) stop.get("inside");
  }
}
