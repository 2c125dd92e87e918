package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {501, 502})
  void disk_and_memory_hold_the_same_facts_in_the_same_order(long seed, @TempDir Path parent)
      throws Exception {
    Random random = new Random(seed);
    try (Scratch memory = Scratch.inMemory();
        Scratch disk = Scratch.onDisk(parent)) {
      for (int step = 0; step < 5_000; step++) {
        String table = "table-" + random.nextInt(2);
        byte[] key = FactKey.of("k" + random.nextInt(300), random.nextInt(3), 0, step % 7);
        byte[] value = {(byte) step, (byte) random.nextInt()};
        switch (random.nextInt(4)) {
          case 0 -> {
            memory.facts(table).remove(key);
            disk.facts(table).remove(key);
          }
          case 1 -> assertThat(disk.facts(table).get(key)).isEqualTo(memory.facts(table).get(key));
          default -> {
            memory.facts(table).put(key, value);
            disk.facts(table).put(key, value);
          }
        }
      }
      assertSame(memory.facts("table-0"), disk.facts("table-0"), new byte[0]);
      assertSame(memory.facts("table-1"), disk.facts("table-1"), FactKey.of("k77"));
    }
  }

  private static void assertSame(Facts memory, Facts disk, byte[] from) {
    int facts = 0;
    try (Facts.Cursor left = memory.scan(from);
        Facts.Cursor right = disk.scan(from)) {
      while (left.next()) {
        assertThat(right.next()).isTrue();
        assertThat(right.key()).isEqualTo(left.key());
        assertThat(right.value()).isEqualTo(left.value());
        facts++;
      }
      assertThat(right.next()).isFalse();
    }
    assertThat(facts).isPositive();
  }

  @Test
  void an_audit_on_disk_says_the_same_as_one_in_memory_and_leaves_nothing_behind(
      @TempDir Path parent) throws Exception {
    List<Entry> history = History.of(503, 300);
    Report inMemory = Audit.of(history, Quiet.yes(""));
    try (Scratch scratch = Scratch.onDisk(parent)) {
      Audit audit = new Audit(scratch, List.of());
      history.forEach(audit::accept);
      assertThat(audit.finish(Quiet.yes("")).laws()).isEqualTo(inMemory.laws());
    }
    try (var left = Files.list(parent)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void a_subject_is_not_taken_for_the_beginning_of_another() {
    byte[] one = FactKey.of("a");
    byte[] other = FactKey.of("ab", 0, 0, 0);
    assertThat(FactKey.sameSubject(one, other)).isFalse();
    assertThat(FactKey.sameSubject(one, FactKey.of("a", 3, 1, 2))).isTrue();
    assertThat(FactKey.subject(other)).isEqualTo("ab");
  }
}
