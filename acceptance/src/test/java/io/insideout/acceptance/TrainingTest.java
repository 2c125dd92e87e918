package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.acceptance.Cli.Running;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher and its AOT cache, in a house of their own: this build's jars, and no sources that
/// it could want to build.
class TrainingTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final String MAIN_OF_THE_CACHE =
      "io.insideout.app.Main source: shared objects file";

  @TempDir private Path house;
  private Path application;

  @SuppressWarnings("NullAway.Init") // made before each test
  TrainingTest() {}

  @BeforeEach
  void furnish() throws IOException {
    Path lib = Files.createDirectories(house.resolve("app/target/lib"));
    application = lib.resolveSibling("app-0.1.0.jar");
    Files.createDirectories(house.resolve("bin"));
    for (String script : List.of("insideout", "bin/find-jdk", "bin/aot-cache")) {
      Files.copy(ROOT.resolve(script), house.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
    }
    List<Path> entries = classPath();
    for (Path entry : entries) {
      Path jar = isApplication(entry) ? application : lib.resolve(entries.indexOf(entry) + ".jar");
      if (Files.isDirectory(entry)) {
        pack(entry, jar);
      } else {
        Files.createSymbolicLink(jar, entry);
      }
    }
    Files.createFile(house.resolve("app/target/.built"));
  }

  @Test
  void a_start_uses_the_cache_that_was_trained_for_its_jars_and_does_without_any_other()
      throws Exception {
    assertThat(loadedByAStart()).doesNotContain(MAIN_OF_THE_CACHE);

    Running training = launch("", "train");
    assertThat(training.exitCode(Duration.ofMinutes(5))).as(training.printed()).isZero();
    Path cache = Path.of(training.printed().lines().toList().getLast());
    assertThat(cache).isNotEmptyFile();
    assertThat(loadedByAStart()).contains(MAIN_OF_THE_CACHE);

    Path kept = Files.move(cache, house.resolve("kept"));
    Files.writeString(cache, "no cache at all");
    assertThat(loadedByAStart()).doesNotContain(MAIN_OF_THE_CACHE);

    Files.move(kept, cache, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(application, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    assertThat(loadedByAStart()).doesNotContain(MAIN_OF_THE_CACHE);
  }

  /// Which classes a start loads, and where from; it prints what it always prints.
  private String loadedByAStart() throws Exception {
    Path loaded = house.resolve("loaded.txt");
    Running start = launch("-Xlog:class+load:file=" + loaded, "--version");
    assertThat(start.exitCode(Duration.ofMinutes(1))).isZero();
    assertThat(start.printed()).isEqualToIgnoringNewLines("insideout 0.1.0");
    return Files.readString(loaded);
  }

  private Running launch(String javaOptions, String argument) throws IOException {
    Path output = Files.createTempFile(house, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(house.resolve("insideout").toString(), argument)
            .directory(house.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("INSIDEOUT_JAVA_OPTS", javaOptions);
    builder.environment().remove("INSIDEOUT_AOT");
    return new Running(builder.start(), output);
  }

  /// This test's, without the tests.
  private static List<Path> classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<Path> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator)) {
      if (Files.exists(Path.of(entry)) && !entry.endsWith("test-classes")) {
        entries.add(Path.of(entry).toAbsolutePath());
      }
    }
    return entries;
  }

  private static boolean isApplication(Path entry) {
    return entry.getFileName().toString().startsWith("app-0.1.0")
        || Files.exists(entry.resolve("io/insideout/app/Main.class"));
  }

  private static void pack(Path classes, Path jar) {
    int failed =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--no-manifest",
                "--file",
                jar.toString(),
                "-C",
                classes.toString(),
                ".");
    assertThat(failed).isZero();
  }
}
