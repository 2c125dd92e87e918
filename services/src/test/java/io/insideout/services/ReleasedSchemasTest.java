package io.insideout.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import io.insideout.testkit.ReleasedSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The schemas of today read the records of every release, for a log outlives the program that
/// wrote it; and every release reads those of today, for both run side by side while they are
/// exchanged. Run with `-Drelease=true` it releases every schema that has changed.
class ReleasedSchemasTest {
  private static final ReleasedSchemas TOPICS =
      new ReleasedSchemas(Path.of("..", "catalog", "src", "main", "resources", "released"));
  private static final ReleasedSchemas STORES =
      new ReleasedSchemas(Path.of("src", "test", "resources", "released"));
  private static final String HOW_TO_RELEASE =
      "./mvnw -pl services -am test -Dtest=ReleasedSchemasTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Drelease=true";
  private static final String STOCK = Topics.STOCK.subject();
  private static final Schema STOCK_SCHEMA = Topics.STOCK.schema();

  /// A schema under which records stay on a log.
  record Kept(ReleasedSchemas releases, String subject, Schema schema) {
    @Override
    public String toString() {
      return subject;
    }
  }

  static List<Kept> all() {
    Map<String, Schema> stores = new TreeMap<>();
    for (StreamsService service : Services.topologies()) {
      Schemas schemas = Schemas.inMemory();
      var _ = service.topology(new TopologyWriter(service.name(), schemas));
      stores.putAll(schemas.subjects());
    }
    Topics.all().forEach(topic -> stores.remove(topic.subject()));
    List<Kept> all = new ArrayList<>();
    Topics.all().forEach(topic -> all.add(new Kept(TOPICS, topic.subject(), topic.schema())));
    stores.forEach((subject, schema) -> all.add(new Kept(STORES, subject, schema)));
    return all;
  }

  @BeforeAll
  static void release_what_has_changed_if_asked_to() throws IOException {
    if (Boolean.getBoolean("release")) {
      for (Kept kept : all()) {
        ReleasedSchemas releases = kept.releases();
        if (!releases.isNewest(kept.subject(), kept.schema())
            && releases.obstacle(kept.subject(), kept.schema()).isEmpty()) {
          System.out.println("released " + releases.release(kept.subject(), kept.schema()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_schema_reads_the_records_of_every_released_version(Kept kept) throws IOException {
    kept.releases()
        .obstacle(kept.subject(), kept.schema())
        .ifPresent(
            obstacle ->
                fail(
                    """
                    The schema of '%s' cannot read records that are on people's logs already, of %s
                    Change it so that it can: give a new field a default, keep the type of an old one,
                    add branches to a union and symbols to an enum but remove none. If that is out of
                    the question, it is another topic or store, with a name of its own."""
                        .formatted(kept, obstacle)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_released_version_reads_its_records(Kept kept) throws IOException {
    kept.releases()
        .obstacleBesideOlder(kept.subject(), kept.schema())
        .ifPresent(
            obstacle ->
                fail(
                    """
                    What the schema of '%s' writes cannot be read by programs that run beside this one
                    while they are exchanged, of %s
                    Keep a field that has no default, and its type."""
                        .formatted(kept, obstacle)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_schema_is_released(Kept kept) throws IOException {
    if (!kept.releases().isNewest(kept.subject(), kept.schema())) {
      fail(
          """
          The schema of '%s' is not the newest of its released versions %s.
          If the change is meant, release it as the next version and commit the new file:
              %s
          Only where no log can have records of a version yet, delete its file first.
          If it is not meant, undo it in src/main/avro."""
              .formatted(kept, kept.releases().of(kept.subject()).keySet(), HOW_TO_RELEASE));
    }
  }

  @Test
  void every_released_subject_is_kept_still() throws IOException {
    assertThat(all())
        .as("what is gone leaves records behind: keep it, or keep its schemas elsewhere")
        .extracting(Kept::subject)
        .containsAll(
            Stream.concat(TOPICS.subjects().stream(), STORES.subjects().stream()).toList());
  }

  @Test
  void a_schema_that_cannot_read_a_release_is_found(@TempDir Path directory) throws IOException {
    ReleasedSchemas released = new ReleasedSchemas(directory);
    Path first = released.release(STOCK, STOCK_SCHEMA);
    assertThat(first).isEqualTo(directory.resolve(STOCK).resolve("v1.avsc"));
    assertThat(released.isNewest(STOCK, STOCK_SCHEMA)).isTrue();
    assertThat(released.obstacle(STOCK, STOCK_SCHEMA)).isEmpty();

    String other = Files.readString(first).replace("\"onHand\"", "\"inHand\"");
    Files.writeString(first, other);
    released.release(STOCK, STOCK_SCHEMA);
    assertThat(released.isNewest(STOCK, STOCK_SCHEMA)).isTrue();
    assertThat(released.obstacle(STOCK, STOCK_SCHEMA))
        .hasValueSatisfying(
            obstacle -> assertThat(obstacle).contains("version 1", "MISSING_DEFAULT", "onHand"));
  }

  @Test
  void a_field_that_an_older_version_cannot_do_without_is_missed(@TempDir Path directory)
      throws IOException {
    ReleasedSchemas released = new ReleasedSchemas(directory);
    Path first = released.release(STOCK, STOCK_SCHEMA);
    String more = "{\"name\": \"shelf\", \"type\": \"string\"}, {\"name\": \"onHand\"";
    Files.writeString(
        first, Files.readString(first).replaceFirst("\\{\\s*\"name\" : \"onHand\"", more));

    assertThat(released.obstacle(STOCK, STOCK_SCHEMA)).isEmpty();
    assertThat(released.obstacleBesideOlder(STOCK, STOCK_SCHEMA))
        .hasValueSatisfying(
            obstacle -> assertThat(obstacle).contains("version 1", "MISSING_DEFAULT", "shelf"));
  }

  @Test
  void a_symbol_may_be_known_before_it_is_used(@TempDir Path directory) throws IOException {
    ReleasedSchemas released = new ReleasedSchemas(directory);
    String orders = Topics.ORDERS.subject();
    Path first = released.release(orders, Topics.ORDERS.schema());
    Files.writeString(first, Files.readString(first).replace(", \"RETURNED\"", ""));

    assertThat(released.of(orders).firstEntry().getValue()).isNotEqualTo(Topics.ORDERS.schema());
    assertThat(released.obstacleBesideOlder(orders, Topics.ORDERS.schema())).isEmpty();
  }

  @Test
  void a_changed_doc_is_a_change(@TempDir Path directory) throws IOException {
    ReleasedSchemas released = new ReleasedSchemas(directory);
    Path file = released.release(STOCK, STOCK_SCHEMA);
    Files.writeString(file, Files.readString(file).replace("warehouse", "storehouse"));
    assertThat(released.isNewest(STOCK, STOCK_SCHEMA)).isFalse();
    assertThat(released.release(STOCK, STOCK_SCHEMA)).hasFileName("v2.avsc");
  }
}
