package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.Topics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsLawTest {
  private static final String ORDERS = Topics.ORDERS.name();
  private static final long SEED = 301;

  private final List<Entry> history = History.of(SEED, 60);

  /// The view as it should be, and what the tests tamper with.
  private final Map<Integer, Long> positions = new TreeMap<>();

  private final Map<String, Entry> rows = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void the_view_has_applied_some_of_the_log() throws Exception {
    build(new Random(SEED));
  }

  private void build(Random random) throws Exception {
    positions.clear();
    rows.clear();
    lines.clear();
    for (int partition = 0; partition < 4; partition++) {
      positions.put(partition, 10L + random.nextInt(20));
    }
    for (Entry entry : history) {
      if (entry.at().topic().equals(ORDERS)
          && entry.at().offset() < positions.getOrDefault(entry.at().partition(), 0L)) {
        rows.put(String.valueOf(entry.key()), entry);
      }
    }
    for (Entry row : rows.values()) {
      lines.add(line(row, row.at().offset(), digest(row)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {311, 312, 313, 314})
  void a_view_that_equals_the_fold_breaks_no_law_however_far_it_is(long seed) throws Exception {
    build(new Random(seed));
    LawReport law = check();
    assertThat(law.holds()).as("seed %d %s", seed, law).isTrue();
    assertThat(law.counted()).containsEntry("keys shown", (long) rows.size());
    assertThat(law.counted().get("records yet to be applied")).isPositive();
  }

  @Test
  void finds_a_key_that_the_view_does_not_show() throws Exception {
    Entry gone = rows.values().stream().skip(3).findFirst().orElseThrow();
    lines.remove(3);
    assertFound("does not show key " + gone.key(), gone.at());
  }

  @Test
  void finds_a_key_that_the_log_does_not_have() throws Exception {
    lines.add(
        "{\"key\":\"ghost\",\"topic\":\"orders\",\"partition\":2,\"offset\":7,\"digest\":\""
            + "00".repeat(32)
            + "\"}");
    assertFound("shows key ghost", new Coordinates(ORDERS, 2, 7));
  }

  @Test
  void finds_a_stale_key() throws Exception {
    Entry newest =
        rows.values().stream().filter(row -> row.at().offset() > 0).findFirst().orElseThrow();
    replace(newest, line(newest, newest.at().offset() - 1, digest(newest)));
    assertFound("is stale at key " + newest.key(), newest.at());
  }

  @Test
  void finds_other_bytes() throws Exception {
    Entry row = rows.values().iterator().next();
    replace(row, line(row, row.at().offset(), "ab".repeat(32)));
    assertFound("with other bytes", row.at());
  }

  @Test
  void finds_what_was_never_committed() throws Exception {
    Entry row = rows.values().iterator().next();
    replace(row, line(row, row.at().offset() + 1, digest(row)));
    assertFound("not the newest committed", row.at());
  }

  @Test
  void finds_a_key_that_is_shown_twice() throws Exception {
    Entry row = rows.values().iterator().next();
    lines.add(line(row, row.at().offset(), digest(row)));
    assertFound("twice", row.at());
  }

  @Test
  void finds_a_position_beyond_the_log() throws Exception {
    positions.put(1, 5_000L);
    Cut read = Cut.before(Map.of(new Cut.Place(ORDERS, 1), 4_000L));
    LawReport law = check(new Moment(Quiet.no("it works"), read, read));
    assertThat(law.first())
        .anyMatch(
            v ->
                v.sentence().contains("which the log does not have")
                    && v.at().contains(new Coordinates(ORDERS, 1, 4_999)));
  }

  @Test
  void folds_deletions_and_passes_over_what_does_not_decode() throws Exception {
    Entry deleted = rows.values().iterator().next();
    lines.remove(line(deleted, deleted.at().offset(), digest(deleted)));
    positions.replaceAll((_, _) -> 100_000L);
    rows.clear();
    lines.clear();
    history.stream()
        .filter(entry -> entry.at().topic().equals(ORDERS))
        .forEach(entry -> rows.put(String.valueOf(entry.key()), entry));
    Entry kept = rows.values().stream().skip(1).findFirst().orElseThrow();
    history.add(extra(deleted, new Content.Tombstone()));
    history.add(extra(kept, new Content.Undecodable("rubbish", null)));
    rows.remove(String.valueOf(deleted.key()));
    for (Entry row : rows.values()) {
      lines.add(line(row, row.at().offset(), digest(row)));
    }
    LawReport law = check();
    assertThat(law.holds()).as("%s", law).isTrue();
  }

  @Test
  void names_the_line_that_is_not_of_a_dump() {
    lines.set(4, "{\"key\":17}");
    assertThatThrownBy(this::check)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("http://one, line 6 ")
        .hasMessageContaining("'key'");
  }

  private static Entry extra(Entry like, Content content) {
    Coordinates at = new Coordinates(ORDERS, like.at().partition(), 50_000 + like.at().offset());
    return new Entry(at, 0, like.key(), content, null, null);
  }

  private void assertFound(String says, Coordinates at) throws Exception {
    LawReport law = check();
    assertThat(law.violations()).as("%s", law).isEqualTo(1);
    assertThat(law.first().getFirst().sentence()).startsWith("http://one ").contains(says);
    assertThat(law.first().getFirst().at()).contains(at);
  }

  private LawReport check() throws IOException {
    return check(Moment.whole(Quiet.yes("all was worked off")));
  }

  private LawReport check(Moment moment) throws IOException {
    String head =
        positions.entrySet().stream()
            .map(p -> "\"%d\":%d".formatted(p.getKey(), p.getValue()))
            .collect(Collectors.joining(",", "{\"view\":\"orders\",\"positions\":{", "}}"));
    String dump = head + "\n" + String.join("\n", lines) + "\n";
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, List.of());
      audit.view("http://one", new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
      history.forEach(audit::accept);
      return audit.finish(moment).law('I');
    }
  }

  private void replace(Entry row, String line) throws Exception {
    lines.set(lines.indexOf(line(row, row.at().offset(), digest(row))), line);
  }

  private static String line(Entry row, long offset, String digest) {
    return "{\"key\":\"%s\",\"topic\":\"orders\",\"partition\":%d,\"offset\":%d,\"digest\":\"%s\"}"
        .formatted(row.key(), row.at().partition(), offset, digest);
  }

  private static String digest(Entry row) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(((Content.Value) row.content()).raw().duplicate());
    return HexFormat.of().formatHex(sha256.digest());
  }
}
