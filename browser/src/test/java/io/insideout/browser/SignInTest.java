package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import io.insideout.acceptance.TestSystem;
import io.insideout.acceptance.Tokens;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A console whose system asks who looks at it.
@ExtendWith(Chromium.class)
class SignInTest {
  @TempDir Path directory;
  private final Browser browser;

  SignInTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void who_brings_a_token_sees_what_it_is_good_for() throws Exception {
    Tokens tokens = new Tokens(directory);
    try (TestSystem system = TestSystem.start(directory.resolve("data"), tokens.settings());
        Window window = Window.open(browser, system.url()).expectingRefusals().at("/log")) {
      window.field("Token").fill("not a token!");
      window.page().locator("dialog button.primary").click();
      assertThat(window.text("This is no token")).isVisible();
      window.field("Token").fill(tokens.operator());
      window.page().locator("dialog button.primary").click();
      assertThat(window.text("Operator")).isVisible();
      assertThat(window.page().locator("dialog")).not().isVisible();

      window.at("/log/products");
      assertThat(window.page().locator(".alert")).hasCount(0);

      window.button("Sign out").click();
      assertThat(window.field("Token")).isVisible();
    }
  }
}
