package io.insideout.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the constructor of a test class the one browser that all such classes share: the machine's
/// own. Where it has none, the tests are passed over with a sentence, and fail where `CI` is set.
final class Chromium implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(Chromium.class);
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /// Where all is well nobody waits for so long; a machine may have much else to do.
  private static final double PATIENCE_MILLIS = 60_000;

  private static final String MISSING =
      "No Chromium is on this machine. Install it (Debian: apt-get install chromium), or name one"
          + " in CHROMIUM.";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Optional<Path> program = program();
    if (program.isEmpty() && System.getenv("CI") != null) {
      throw new AssertionError(MISSING);
    }
    Assumptions.assumeTrue(program.isPresent(), MISSING);
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("browser", _ -> Shared.start(program.get()), Shared.class)
        .browser();
  }

  private static Optional<Path> program() {
    return Stream.concat(
            Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of),
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name))))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Closed by JUnit, when the last test of all has run.
  private record Shared(Playwright playwright, Browser browser) implements AutoCloseable {
    static Shared start(Path program) {
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
      Playwright playwright = Playwright.create();
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(program)
                      // Its own sandbox cannot be where the tests are run by root.
                      .setChromiumSandbox(false)
                      .setArgs(List.of("--disable-gpu", "--disable-dev-shm-usage")));
      return new Shared(playwright, browser);
    }

    @Override
    public void close() {
      browser.close();
      playwright.close();
    }
  }
}
