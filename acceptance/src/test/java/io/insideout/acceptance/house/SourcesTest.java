package io.insideout.acceptance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every source of the project. Checked as text: much of it is gone once compiled.
class SourcesTest {
  private static final int TOO_MANY_LINES = 300;
  private static final Pattern SLEEP =
      Pattern.compile("(Thread|SECONDS|TimeUnit\\.\\w+)\\.sleep\\(");
  private static final Pattern EMPTY_NAME =
      Pattern.compile("\\b(?:class|record|interface|enum) (\\w*(?:Impl|Manager|Helper|Utils?))\\b");
  private static final Pattern SETTER =
      Pattern.compile("(?m)^ *+(?!private)[a-z ]*void (set[A-Z]\\w*)\\(");
  private static final Pattern GETTER = Pattern.compile("\\w[>\\]]? (get[A-Z]\\w*)\\(\\) *\\{");
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^ *public (?:(?:static|final|abstract|sealed|non-sealed) )*"
              + "(?:class|record|interface|@interface|enum) (\\w+)");
  private static final Pattern TYPE = Pattern.compile("\\b(class|record|interface|enum) \\w+");

  @Test
  void thereAreSources() {
    assertThat(House.mainSources()).hasSizeGreaterThan(100);
    assertThat(House.sources()).hasSizeGreaterThan(House.mainSources().size());
  }

  @Test
  void aFileIsShorterThanThreeHundredLines() {
    assertThat(House.sources())
        .filteredOn(file -> House.text(file).lines().count() >= TOO_MANY_LINES)
        .isEmpty();
  }

  @Test
  void nobodySleepsButWhoAsksKafkaAgain() {
    assertThat(found(House.sources(), SLEEP))
        .isSubsetOf(
            // Kafka does not tell of it by itself: it asks again, so many times.
            "registry/src/main/java/io/insideout/registry/SchemasTopic.java: Thread.sleep(");
  }

  @Test
  void aNameSaysWhatAThingIs() {
    assertThat(found(House.sources(), EMPTY_NAME)).isEmpty();
  }

  @Test
  void nothingIsSet() {
    List<String> own =
        House.mainSources().stream()
            .flatMap(
                file ->
                    SETTER
                        .matcher(House.text(file).replaceAll("@Override\\s+public void \\w+", ""))
                        .results()
                        .map(match -> House.name(file) + ": " + match.group(1)))
            .toList();

    assertThat(own).isEmpty();
  }

  @Test
  void accessorsAreNamedAfterWhatTheyGive() {
    // What a span is asked for has its names from OpenTelemetry, and what a body is, from the JDK.
    List<Path> own =
        House.mainSources().stream()
            .filter(file -> !file.endsWith("RecordSpan.java") && !file.endsWith("OngoingBody.java"))
            .toList();
    assertThat(found(own, GETTER)).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    assertThat(House.mainSources().stream().map(Path::getParent).distinct())
        .isNotEmpty()
        .allSatisfy(
            directory -> {
              Path file = directory.resolve("package-info.java");
              assertThat(Files.exists(file)).as(House.name(file)).isTrue();
              assertThat(House.text(file)).as(House.name(file)).startsWith("///");
              assertThat(House.text(file)).as(House.name(file)).contains("\n@NullMarked\n");
            });
  }

  @Test
  void everyPublicTypeSaysWhatItIs() {
    List<String> silent = new ArrayList<>();
    for (Path file : House.mainSources()) {
      List<String> lines = House.text(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        Matcher type = PUBLIC_TYPE.matcher(lines.get(i));
        if (type.find() && !documented(lines, i)) {
          silent.add(House.name(file) + ": " + type.group(1));
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  /// Whether a comment stands above the declaration, annotations aside.
  private static boolean documented(List<String> lines, int declaration) {
    for (int i = declaration - 1; i >= 0; i--) {
      String line = lines.get(i).strip();
      if (line.startsWith("///")) {
        return true;
      }
      if (line.isEmpty() || line.endsWith(";") || TYPE.matcher(line).find()) {
        return false;
      }
    }
    return false;
  }

  private static List<String> found(List<Path> files, Pattern pattern) {
    return files.stream()
        .filter(file -> !file.endsWith("SourcesTest.java"))
        .flatMap(
            file -> {
              Stream<String> hits =
                  pattern.matcher(House.text(file)).results().map(hit -> hit.group());
              return hits.map(hit -> House.name(file) + ": " + hit);
            })
        .toList();
  }
}
