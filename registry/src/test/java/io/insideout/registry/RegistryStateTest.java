package io.insideout.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryStateTest {
  private static final List<String> SUBJECTS = List.of("a", "b", "c");
  private static final List<String> TYPES = List.of("int", "long", "string", "bytes", "double");
  private static final List<CompatibilityLevel> LEVELS = List.of(CompatibilityLevel.values());

  private final List<StoreRecord> log = new ArrayList<>();
  private RegistryState state = RegistryState.EMPTY;

  @Test
  void the_same_schema_has_one_id_in_all_subjects_and_one_version_in_each() {
    assertThat(register("a", "int")).isEqualTo(1);
    assertThat(register("a", "int")).isEqualTo(1);
    assertThat(register("b", "int")).isEqualTo(1);
    assertThat(register("b", "long")).isEqualTo(2);
    assertThat(log).hasSize(3);
    assertThat(state.versions("b", false)).extracting(SchemaVersion::version).containsExactly(1, 2);
  }

  @Test
  void a_softly_deleted_schema_comes_back_as_a_new_version_with_its_old_id() {
    register("a", "int");
    decide(now -> Deletion.subject(now, "a", false));
    assertThat(state.subjects(false)).isEmpty();
    assertThat(state.subjects(true)).containsExactly("a");
    assertThat(state.text(1)).hasValue("\"int\"");
    assertThat(register("a", "int")).isEqualTo(1);
    assertThat(state.versions("a", false)).extracting(SchemaVersion::version).containsExactly(2);
  }

  @Test
  void a_deleted_version_forbids_nothing() {
    register("a", "string");
    assertThatThrownBy(() -> register("a", "int"))
        .isInstanceOfSatisfying(RegistryError.class, e -> assertThat(e.code()).isEqualTo(409));
    decide(now -> Deletion.version(now, "a", new VersionNumber.Exactly(1), false));
    assertThat(register("a", "int")).isEqualTo(2);
  }

  @Test
  void an_id_is_never_given_twice_even_after_compaction_has_forgotten_its_schema() {
    register("a", "int");
    register("b", "string");
    decide(now -> Deletion.subject(now, "b", false));
    decide(now -> Deletion.subject(now, "b", true));
    state = fold(withoutTombstones(compacted(log)));
    assertThat(state.text(2)).isEmpty();
    assertThat(register("b", "bytes")).isEqualTo(3);
  }

  @Test
  void a_subject_that_is_deleted_loses_its_level() {
    register("a", "int");
    decide(now -> level("a", CompatibilityLevel.NONE));
    decide(now -> Deletion.subject(now, "a", false));
    assertThat(state.level("a")).isEmpty();
    register("b", "int");
    decide(now -> level("b", CompatibilityLevel.NONE));
    decide(now -> Deletion.version(now, "b", new VersionNumber.Latest(), false));
    assertThat(state.level("b")).isEmpty();
  }

  @Test
  void a_record_that_gives_a_known_id_to_another_schema_is_left_out() {
    register("a", "int");
    var intruder = new SchemaVersion("x", 1, 1, "\"string\"", false);
    state = state.after(List.of(new StoreRecord.SchemaRecord(intruder)));
    assertThat(state.text(1)).hasValue("\"int\"");
    assertThat(state.subjects(true)).containsExactly("a");
  }

  @Test
  void a_state_never_changes_after_it_was_made() {
    register("a", "int");
    var before = state;
    var seen = before.versions("a", true);
    register("a", "long");
    decide(now -> Deletion.subject(now, "a", false));
    assertThat(before.versions("a", true)).isEqualTo(seen);
    assertThat(before.versions("a", false)).hasSize(1);
    assertThat(before.text(2)).isEmpty();
  }

  @Test
  void ids_that_are_used_up_are_an_error_and_no_overflow() {
    state = state.after(List.of(new StoreRecord.Noop(Integer.MAX_VALUE)));
    assertThatThrownBy(() -> register("a", "int"))
        .isInstanceOfSatisfying(RegistryError.class, e -> assertThat(e.code()).isEqualTo(50001));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void any_history_folds_to_the_same_whole_in_parts_and_compacted(long seed) {
    var random = new Random(seed);
    for (int step = 0; step < 200; step++) {
      attempt(random);
    }
    assertThat(log).as("seed %d wrote something", seed).hasSizeGreaterThan(30);
    var whole = image(state);
    assertThat(image(fold(log))).as("at once, seed %d", seed).isEqualTo(whole);
    assertThat(image(fold(compacted(log)))).as("compacted, seed %d", seed).isEqualTo(whole);
    assertThat(image(fold(withoutTombstones(compacted(log)))))
        .as("compacted, tombstones gone, seed %d", seed)
        .isEqualTo(whole);
    int cut = random.nextInt(log.size());
    var dirtyTail = new ArrayList<>(compacted(log.subList(0, cut)));
    dirtyTail.addAll(log.subList(cut, log.size()));
    assertThat(image(fold(dirtyTail))).as("half compacted, seed %d", seed).isEqualTo(whole);
  }

  private void attempt(Random random) {
    var subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
    var type = TYPES.get(random.nextInt(TYPES.size()));
    var level = LEVELS.get(random.nextInt(LEVELS.size()));
    boolean permanent = random.nextBoolean();
    var number =
        random.nextBoolean()
            ? new VersionNumber.Latest()
            : new VersionNumber.Exactly(1 + random.nextInt(6));
    try {
      switch (random.nextInt(8)) {
        case 0 -> decide(now -> Deletion.subject(now, subject, permanent));
        case 1, 2 -> decide(now -> Deletion.version(now, subject, number, permanent));
        case 3 -> decide(now -> level(subject, level));
        default -> register(subject, type);
      }
    } catch (RegistryError e) {
      assertThat(e.code()).isLessThan(50_000);
    }
  }

  private int register(String subject, String type) {
    var schema = AvroSchema.parse('"' + type + '"');
    return decide(now -> Registration.register(now, subject, schema));
  }

  private <T> T decide(Function<RegistryState, Change<T>> decision) {
    var change = decision.apply(state);
    log.addAll(change.records());
    state = state.after(change.records());
    return change.answer();
  }

  private static Change<CompatibilityLevel> level(String subject, CompatibilityLevel level) {
    return new Change<>(List.of(new StoreRecord.ConfigRecord(Optional.of(subject), level)), level);
  }

  private static RegistryState fold(List<StoreRecord> records) {
    return RegistryState.EMPTY.after(records);
  }

  /// What Kafka's cleaner leaves: the newest record of each key, in the order of the log.
  private static List<StoreRecord> compacted(List<StoreRecord> records) {
    var newest = new LinkedHashMap<ByteBuffer, StoreRecord>();
    for (var storeRecord : records) {
      var key = ByteBuffer.wrap(StoreRecordJson.write(storeRecord).key());
      newest.remove(key);
      newest.put(key, storeRecord);
    }
    return List.copyOf(newest.values());
  }

  private static List<StoreRecord> withoutTombstones(List<StoreRecord> records) {
    return records.stream()
        .filter(storeRecord -> StoreRecordJson.write(storeRecord).value() != null)
        .toList();
  }

  /// All that a caller can see.
  private static Map<String, Object> image(RegistryState state) {
    var image = new TreeMap<String, Object>();
    for (var subject : SUBJECTS) {
      image.put(subject, state.versions(subject, true));
      image.put(subject + " level", state.effectiveLevel(subject));
      image.put(subject + " next", state.nextVersion(subject));
    }
    image.put("highest id", state.highestId());
    image.put("subjects", state.subjects(true));
    return image;
  }
}
