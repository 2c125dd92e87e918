package io.insideout.console.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.console.query.Query;
import io.insideout.runtime.schema.Schemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// Searches over a log that has gaps, as transactions and compaction leave them.
class ScanTest {
  private static final Query EVEN = Query.parse("value = 'even'");

  private final Map<TopicPartition, Range> whole = new HashMap<>();
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();

  private void partition(int partition, long end, LongStream offsets) {
    TopicPartition place = new TopicPartition("t", partition);
    whole.put(place, new Range(0, end));
    log.put(
        place,
        offsets
            .mapToObj(
                offset ->
                    new ConsumerRecord<>(
                        "t",
                        partition,
                        offset,
                        ("k" + offset).getBytes(UTF_8),
                        (offset % 2 == 0 ? "even" : "odd").getBytes(UTF_8)))
            .toList());
  }

  private Scan.Found scan(
      Query query, Direction direction, int limit, Map<TopicPartition, Range> ranges) {
    Consumer<byte[], byte[]> reader = new PartitionsInMemory(log, whole).reader();
    return new Scan(query, direction, limit).of(ranges, reader, new Decoder(Schemas.inMemory()));
  }

  private static List<Long> offsets(Scan.Found found) {
    return found.records().stream().map(Shown::offset).toList();
  }

  @Test
  void the_newest_come_first_and_what_is_left_is_told() {
    partition(0, 100, LongStream.range(0, 90));
    Scan.Found found = scan(new Query.All(), Direction.BACKWARD, 3, whole);

    assertThat(offsets(found)).containsExactly(89L, 88L, 87L);
    assertThat(found.covered()).containsEntry(new TopicPartition("t", 0), new Range(87, 100));
    assertThat(found.left()).containsEntry(new TopicPartition("t", 0), new Range(0, 87));
    assertThat(found.isComplete()).isFalse();
  }

  @Test
  void where_nothing_fits_everything_was_looked_at() {
    partition(0, 20_000, LongStream.range(0, 20_000));
    Scan.Found found = scan(Query.parse("key = 'none'"), Direction.FORWARD, 3, whole);

    assertThat(found.records()).isEmpty();
    assertThat(found.looked()).isEqualTo(20_000);
    assertThat(found.isComplete()).isTrue();
  }

  @Test
  void a_search_that_has_had_enough_says_how_far_it_came() {
    partition(0, 60_000, LongStream.range(0, 60_000));
    Scan.Found found = scan(Query.parse("key = 'none'"), Direction.BACKWARD, 3, whole);

    assertThat(found.isComplete()).isFalse();
    assertThat(found.looked()).isLessThan(60_000);
    assertThat(found.covered().values()).allMatch(range -> range.to() == 60_000);
  }

  @Test
  void going_on_finds_each_record_once_and_none_is_passed_over() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int trial = 0; trial < 40; trial++) {
      log.clear();
      whole.clear();
      for (int partition = 0; partition <= random.nextInt(3); partition++) {
        long end = random.nextLong(200);
        partition(partition, end, LongStream.range(0, end).filter(_ -> random.nextInt(3) > 0));
      }
      for (Direction direction : Direction.values()) {
        assertThat(allPages(direction, 1 + random.nextInt(20)))
            .as("seed %d, trial %d, %s", seed, trial, direction)
            .isEqualTo(expected(direction));
      }
    }
  }

  private Map<TopicPartition, List<Long>> allPages(Direction direction, int limit) {
    Map<TopicPartition, List<Long>> all = new TreeMap<>(Places.ORDER);
    Map<TopicPartition, Range> left = whole;
    while (left.values().stream().anyMatch(range -> !range.isEmpty())) {
      Scan.Found found = scan(EVEN, direction, limit, left);
      assertThat(found.records()).hasSizeLessThanOrEqualTo(limit);
      found
          .records()
          .forEach(
              one -> all.computeIfAbsent(one.place(), _ -> new ArrayList<>()).add(one.offset()));
      assertThat(found.left()).isNotEqualTo(left);
      left = found.left();
    }
    return all;
  }

  private Map<TopicPartition, List<Long>> expected(Direction direction) {
    Map<TopicPartition, List<Long>> all = new TreeMap<>(Places.ORDER);
    log.forEach(
        (place, records) -> {
          List<Long> even =
              records.stream().map(ConsumerRecord::offset).filter(one -> one % 2 == 0).toList();
          if (!even.isEmpty()) {
            all.put(place, direction == Direction.FORWARD ? even : even.reversed());
          }
        });
    return all;
  }
}
