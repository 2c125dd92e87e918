package io.insideout.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The schemas of today read the records of every release: a log outlives the program that wrote
/// it. Run with `-Drelease=true` it releases every schema that has changed.
class ReleasedSchemasTest {
  private static final ReleasedSchemas RELEASED =
      new ReleasedSchemas(Path.of("src", "main", "resources", "released"));
  private static final String HOW_TO_RELEASE =
      "./mvnw -pl catalog test -Dtest=ReleasedSchemasTest -Drelease=true";

  static List<Topic<?>> topics() {
    return List.copyOf(Topics.all());
  }

  @BeforeAll
  static void release_what_has_changed_if_asked_to() throws IOException {
    if (Boolean.getBoolean("release")) {
      for (var topic : topics()) {
        if (!RELEASED.upToDate(topic) && RELEASED.obstacle(topic).isEmpty()) {
          System.out.println("released " + RELEASED.release(topic));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void a_schema_reads_the_records_of_every_released_version(Topic<?> topic) throws IOException {
    RELEASED
        .obstacle(topic)
        .ifPresent(
            obstacle ->
                fail(
                    """
                    The schema of '%s' cannot read records that are on people's logs already, of %s
                    Change it so that it can: give a new field a default, keep the type of an old one,
                    add branches to a union and symbols to an enum but remove none. If that is out of
                    the question, it is another topic, with a name of its own."""
                        .formatted(topic.name(), obstacle)));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void a_schema_is_released(Topic<?> topic) throws IOException {
    if (!RELEASED.upToDate(topic)) {
      fail(
          """
          The schema of '%s' is not the newest of its released versions %s.
          If the change is meant, release it as the next version and commit the new file:
              %s
          Only where no log can have records of a version yet, delete its file first.
          If it is not meant, undo it in catalog/src/main/avro."""
              .formatted(topic.name(), RELEASED.of(topic).keySet(), HOW_TO_RELEASE));
    }
  }

  @Test
  void every_released_subject_is_a_topic_still() throws IOException {
    assertThat(topics())
        .as("a topic that is gone leaves records behind: keep it, or keep its schemas elsewhere")
        .extracting(Topic::subject)
        .containsAll(RELEASED.subjects());
  }

  @Test
  void a_schema_that_cannot_read_a_release_is_found(@TempDir Path directory) throws IOException {
    var released = new ReleasedSchemas(directory);
    var first = released.release(Topics.STOCK);
    assertThat(first).isEqualTo(directory.resolve("stock-value").resolve("v1.avsc"));
    assertThat(released.upToDate(Topics.STOCK)).isTrue();
    assertThat(released.obstacle(Topics.STOCK)).isEmpty();

    var other = Files.readString(first).replace("\"onHand\"", "\"inHand\"");
    Files.writeString(first, other);
    released.release(Topics.STOCK);
    assertThat(released.upToDate(Topics.STOCK)).isTrue();
    assertThat(released.obstacle(Topics.STOCK))
        .hasValueSatisfying(
            obstacle -> assertThat(obstacle).contains("version 1", "MISSING_DEFAULT", "onHand"));
  }

  @Test
  void a_changed_doc_is_a_change(@TempDir Path directory) throws IOException {
    var released = new ReleasedSchemas(directory);
    var file = released.release(Topics.STOCK);
    Files.writeString(file, Files.readString(file).replace("warehouse", "storehouse"));
    assertThat(released.upToDate(Topics.STOCK)).isFalse();
    assertThat(released.release(Topics.STOCK)).hasFileName("v2.avsc");
  }
}
