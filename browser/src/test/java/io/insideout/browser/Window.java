package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// A window of a browser before the system, with a profile of its own. It watches the page:
/// whatever goes wrong in it, opens a dialog, is kept from running by the policy, or is asked of
/// anybody but the system, fails the test when the window is closed.
final class Window implements AutoCloseable {
  /// What the widths stand for: a desk, and a telephone.
  static final int DESK = 1280;

  static final int TELEPHONE = 390;

  private final URI door;
  private final BrowserContext context;
  private final Page page;
  private final List<String> wrong = new ArrayList<>();
  private boolean refusalsExpected;

  private Window(Browser browser, URI door, int width, ColorScheme theme) {
    this.door = door;
    this.context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width == DESK ? 860 : 844)
                .setColorScheme(theme)
                .setLocale("en-GB"));
    this.context.setDefaultTimeout(30_000);
    this.page = context.newPage();
    context.onRequest(request -> note(!request.url().startsWith(door + "/"), request.url()));
    page.onConsoleMessage(this::note);
    page.onPageError(error -> wrong.add("failed: " + error));
    page.onDialog(this::note);
  }

  static Window open(Browser browser, URI door) {
    return new Window(browser, door, DESK, ColorScheme.LIGHT);
  }

  static Window open(Browser browser, URI door, int width, ColorScheme theme) {
    return new Window(browser, door, width, theme);
  }

  private void note(boolean isWrong, String url) {
    if (isWrong) {
      wrong.add("asked elsewhere: " + url);
    }
  }

  private void note(ConsoleMessage message) {
    boolean refusal = message.text().startsWith("Failed to load resource");
    if (message.type().equals("error") && !(refusal && refusalsExpected)) {
      wrong.add("console: " + message.text());
    }
  }

  private void note(Dialog dialog) {
    wrong.add("dialog: " + dialog.message());
    dialog.dismiss();
  }

  /// Where answers that refuse something belong to the test: a browser logs each as an error.
  Window expectingRefusals() {
    refusalsExpected = true;
    return this;
  }

  /// Goes to a route, such as `/shop`, and waits until its page is there.
  Window at(String route) {
    page.navigate(door + "/#" + route);
    assertThat(page.locator("h1")).isVisible();
    return this;
  }

  Page page() {
    return page;
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  Locator text(String text) {
    return page.getByText(text);
  }

  /// The id at the end of the route, once the page is an order's.
  String orderId() {
    page.waitForURL(url -> url.contains("#/shop/orders/"));
    return page.url().substring(page.url().lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    context.close();
    assertThat(wrong).isEmpty();
  }
}
