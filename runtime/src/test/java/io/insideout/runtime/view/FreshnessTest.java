package io.insideout.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final TopicPartition ONE = new TopicPartition("orders", 0);
  private static final TopicPartition OTHER = new TopicPartition("orders", 1);

  private final Set<TopicPartition> read = new HashSet<>(Set.of(ONE));
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final List<CompletableFuture<Map<TopicPartition, Long>>> questions = new ArrayList<>();
  private Instant now = Instant.ofEpochMilli(1_000);
  private final Freshness freshness =
      new Freshness(
          () -> read,
          partition -> positions.getOrDefault(partition, 0L),
          _ -> {
            questions.add(new CompletableFuture<>());
            return questions.getLast();
          },
          () -> now);

  private void answer(Map<TopicPartition, Long> ends) {
    questions.getLast().complete(ends);
    freshness.look();
  }

  @Test
  void what_was_committed_at_the_question_is_known_to_be_read_once_it_is() {
    freshness.look();
    now = Instant.ofEpochMilli(2_000);
    answer(Map.of(ONE, 5L));
    assertThat(freshness.asOfMillis()).isZero();

    positions.put(ONE, 5L);
    freshness.look();

    assertThat(freshness.asOfMillis()).isEqualTo(1_000);
  }

  @Test
  void of_a_partition_that_is_taken_over_nothing_is_told_until_it_was_asked_about() {
    freshness.look();
    answer(Map.of(ONE, 0L));
    assertThat(freshness.asOfMillis()).isEqualTo(1_000);

    now = Instant.ofEpochMilli(2_000);
    read.add(OTHER);
    freshness.look();
    assertThat(freshness.asOfMillis()).isZero();

    answer(Map.of(ONE, 0L, OTHER, 0L));
    assertThat(freshness.asOfMillis()).isEqualTo(2_000);
  }

  @Test
  void of_a_partition_that_comes_back_nothing_is_told_either() {
    read.add(OTHER);
    freshness.look();
    answer(Map.of(ONE, 0L, OTHER, 0L));
    read.remove(OTHER);
    freshness.look();
    assertThat(freshness.asOfMillis()).isEqualTo(1_000);

    read.add(OTHER);
    freshness.look();

    assertThat(freshness.asOfMillis()).isZero();
  }
}
