package io.insideout.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the constructor of a test class the one system that all such classes share. They do it no
/// harm, and each names its own articles, customers and cards.
public final class OneSystem implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(OneSystem.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestSystem.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("system", _ -> Shared.start(), Shared.class)
        .system();
  }

  /// Closed by JUnit, when the last test of all has run.
  private record Shared(Path data, TestSystem system) implements AutoCloseable {
    static Shared start() {
      try {
        Path data = Files.createTempDirectory("insideout-acceptance-");
        return new Shared(data, TestSystem.start(data));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while the system started", e);
      }
    }

    @Override
    public void close() throws IOException {
      system.close();
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
