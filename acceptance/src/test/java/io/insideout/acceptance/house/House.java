package io.insideout.acceptance.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The project's own files, as text.
final class House {
  static final Path ROOT = root();

  private House() {}

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = Objects.requireNonNull(directory.getParent(), "not within the project");
    }
    return directory;
  }

  /// Java sources of every module, without those of tests.
  static List<Path> mainSources() {
    return files(path -> isJava(path) && path.contains("/src/main/java/"));
  }

  /// All Java sources of every module.
  static List<Path> sources() {
    return files(path -> isJava(path) && path.contains("/src/"));
  }

  /// Every document in Markdown.
  static List<Path> documents() {
    return files(path -> path.endsWith(".md"));
  }

  /// The schemas of every module's values.
  static List<Path> schemas() {
    return files(path -> path.endsWith(".avsc") && path.contains("/avro/"));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file's name from the project's root on, with slashes.
  static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static boolean isJava(String path) {
    return path.endsWith(".java");
  }

  private static List<Path> files(Predicate<String> wanted) {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> wanted.test("/" + name(file)))
          .filter(file -> !name(file).matches("(.*/)?(target|data|\\.git)/.*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
