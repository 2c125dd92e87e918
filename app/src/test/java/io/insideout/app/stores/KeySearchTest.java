package io.insideout.app.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.stores.KeySearch.Looked;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The newest record of a key, looked for from new to old.
class KeySearchTest {
  private final LogInMemory log = new LogInMemory();
  @AutoClose private final Consumer<byte[], byte[]> reader = log.reader();

  private KeySearch search(String key, int partitions, Map<TopicPartition, Looked> looked) {
    List<TopicPartition> places =
        IntStream.range(0, partitions).mapToObj(LogInMemory::place).toList();
    return new KeySearch(
        reader, places, looked, record -> new String(record.key(), UTF_8).equals(key));
  }

  private static long offset(KeySearch search) {
    return Objects.requireNonNull(search.found()).offset();
  }

  @Test
  void the_newest_is_found_wherever_it_stands() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      LogInMemory many = new LogInMemory();
      long newest = -1;
      for (int at = 0, size = random.nextInt(1, 800); at < size; at++) {
        boolean isWanted = random.nextInt(300) == 0;
        long offset = many.write(0, isWanted ? "tea" : "cup", "x");
        newest = isWanted ? offset : newest;
      }
      KeySearch search =
          new KeySearch(
              many.reader(),
              List.of(LogInMemory.place(0)),
              Map.of(),
              record -> new String(record.key(), UTF_8).equals("tea"));
      search.look(new Budget());

      assertThat(search.isDone()).as("seed " + seed).isTrue();
      assertThat(search.found() == null ? -1 : offset(search)).as("seed " + seed).isEqualTo(newest);
    }
  }

  @Test
  void all_partitions_are_looked_at_until_it_is_found() {
    log.write(0, "cup", "x");
    log.write(1, "cup", "x");
    log.write(1, "tea", "x");
    KeySearch search = search("tea", 3, Map.of());
    search.look(new Budget());

    assertThat(offset(search)).isEqualTo(2);
    assertThat(search.isDone()).isTrue();
    KeySearch none = search("none", 3, Map.of());
    none.look(new Budget());
    assertThat(none.found()).isNull();
    assertThat(none.isDone()).isTrue();
    assertThat(none.looked().get(LogInMemory.place(1))).isEqualTo(new Looked(0, 4));
  }

  @Test
  void what_comes_meanwhile_is_found_when_it_is_asked_again() {
    log.write(0, "tea", "old");
    KeySearch search = search("tea", 2, Map.of());
    search.look(new Budget());
    assertThat(offset(search)).isZero();

    log.write(0, "cup", "x");
    long newer = log.write(0, "tea", "new");
    log.write(0, "cup", "x");
    search.look(new Budget());
    assertThat(offset(search)).isEqualTo(newer);
    assertThat(search.isDone()).isTrue();
  }

  @Test
  void whose_budget_is_spent_goes_on_where_it_stopped() {
    log.write(0, "tea", "x");
    for (int i = 0; i < 1_000; i++) {
      log.write(0, "cup", "x");
    }
    KeySearch first = search("tea", 1, Map.of());
    first.look(new Budget(100));
    assertThat(first.isDone()).isFalse();
    assertThat(first.found()).isNull();

    int questions = 1;
    KeySearch next = first;
    while (!next.isDone() && questions++ < 100) {
      Map<TopicPartition, Looked> before =
          FoldCursor.of("stock", new FoldCursor(0, next.looked()).bytes()).looked();
      next = search("tea", 1, before);
      next.look(new Budget(400));
    }
    assertThat(offset(next)).isZero();
    assertThat(questions).isBetween(3, 20);
  }
}
