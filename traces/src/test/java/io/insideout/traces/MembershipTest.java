package io.insideout.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembershipTest {
  private static final TopicPartition NEW = new TopicPartition("orders", 0);
  private static final TopicPartition KNOWN = new TopicPartition("orders", 1);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Membership membership = new Membership(consumer);

  @BeforeEach
  void subscribe() {
    consumer.subscribe(List.of("orders"), membership);
    consumer.updateBeginningOffsets(Map.of(NEW, 0L, KNOWN, 0L));
    consumer.updateEndOffsets(Map.of(NEW, 7L, KNOWN, 9L));
  }

  private void assign(TopicPartition... partitions) {
    consumer.rebalance(List.of(partitions));
  }

  private void commit(TopicPartition partition, long offset) {
    consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(TopicPartition partition) {
    return consumer.committed(Set.of(partition));
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    return consumer.poll(Duration.ZERO);
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]);
  }

  @Test
  void where_the_group_has_no_position_it_begins_at_the_end_and_keeps_that() {
    assertThat(membership.isSettled()).isFalse();
    assign(NEW);
    assertThat(consumer.position(NEW)).isEqualTo(7);
    assertThat(membership.isSettled()).isFalse();

    membership.keepBeginnings();
    assertThat(membership.isSettled()).isTrue();
    assertThat(committed(NEW)).containsEntry(NEW, new OffsetAndMetadata(7));

    assign();
    consumer.updateEndOffsets(Map.of(NEW, 20L));
    assign(NEW);
    assertThat(membership.isSettled()).isTrue();
    assertThat(committed(NEW)).containsEntry(NEW, new OffsetAndMetadata(7));
  }

  @Test
  void what_is_held_keeps_more_from_being_read_until_it_is_released() {
    assign(KNOWN);
    membership.hold();
    assertThat(membership.isOwning()).isTrue();
    consumer.addRecord(record(KNOWN, 9));
    assertThat(poll()).isEmpty();

    membership.release();
    assertThat(poll()).hasSize(1);
  }

  @Test
  void who_loses_partitions_while_it_waits_gives_up_what_it_holds_and_passes_over_nothing() {
    assign(KNOWN);
    commit(KNOWN, 9);
    membership.hold();
    assign(NEW);
    assertThat(membership.isOwning()).isFalse();
    consumer.addRecord(record(NEW, 7));
    membership.await(Duration.ofSeconds(60), () -> false);
    assertThat(poll()).isEmpty();

    membership.release();
    assertThat(poll()).hasSize(1);
  }

  @Test
  void waiting_ends_when_it_is_over() {
    assign(KNOWN);
    membership.hold();
    membership.await(Duration.ofDays(1), () -> true);
    membership.await(Duration.ZERO, () -> false);
    assertThat(membership.isOwning()).isTrue();
  }
}
