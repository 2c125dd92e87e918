package io.insideout.browser;

import com.microsoft.playwright.Page;
import java.util.function.Predicate;

/// A keyboard, and nothing else: it goes where Tab leads.
final class Keys {
  private static final int TOO_FAR = 60;

  /// What has the focus, as `at`: where that is within something else, the innermost.
  static final String FOCUSED =
      """
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) {
        at = at.shadowRoot.activeElement;
      }""";

  /// How whoever does not see the page is told what has the focus.
  private static final String NAME =
      """
      () => {
        %s
        const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText ?? '';
        return name.replace(/\\s+/g, ' ').trim();
      }"""
          .formatted(FOCUSED);

  private final Page page;

  Keys(Page page) {
    this.page = page;
  }

  /// Presses Tab until something of that name has the focus.
  Keys to(String name) {
    return walk("Tab", here -> here.startsWith(name), name);
  }

  /// The same, of that name and no longer one.
  Keys toJust(String name) {
    return walk("Tab", name::equals, name);
  }

  /// The same, backwards.
  Keys backTo(String name) {
    return walk("Shift+Tab", here -> here.startsWith(name), name);
  }

  private Keys walk(String key, Predicate<String> isIt, String name) {
    StringBuilder met = new StringBuilder();
    for (int i = 0; i < TOO_FAR; i++) {
      page.keyboard().press(key);
      String here = (String) page.evaluate(NAME);
      if (isIt.test(here)) {
        return this;
      }
      met.append(here).append(" | ");
    }
    throw new AssertionError("no way leads to '" + name + "' but to: " + met);
  }

  Keys press(String key) {
    page.keyboard().press(key);
    return this;
  }

  Keys type(String text) {
    page.keyboard().type(text);
    return this;
  }
}
