package io.insideout.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final TopicPartition PLACE = new TopicPartition("t", 0);

  private static Waiting counted(long from, long end, Long... offsets) {
    List<ConsumerRecord<byte[], byte[]>> records =
        List.of(offsets).stream()
            .map(one -> new ConsumerRecord<>("t", 0, one, new byte[0], new byte[0]))
            .toList();
    return Waiting.count(
        Map.of(PLACE, new Range(from, end)),
        new PartitionsInMemory(Map.of(PLACE, records), Map.of(PLACE, new Range(0, end))).reader());
  }

  @Test
  void records_wait_and_the_ends_of_transactions_do_not() {
    Waiting waiting = counted(10, 15, 10L, 11L, 13L);

    assertThat(waiting.of(PLACE, 10, 15)).isEqualTo(new Waiting.Count(3, true));
    assertThat(waiting.of(PLACE, 12, 15)).isEqualTo(new Waiting.Count(1, true));
    assertThat(waiting.of(PLACE, 14, 15)).isEqualTo(new Waiting.Count(0, true));
    assertThat(waiting.of(PLACE, 15, 15)).isEqualTo(new Waiting.Count(0, true));
  }

  @Test
  void who_is_far_behind_is_told_a_most() {
    Waiting waiting = counted(0, 5_000, 1L);

    assertThat(waiting.of(PLACE, 0, 5_000)).isEqualTo(new Waiting.Count(5_000, false));
    assertThat(waiting.of(PLACE, 5_000, 5_000)).isEqualTo(new Waiting.Count(0, true));
  }
}
