package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.Uptake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a service must have taken up before something else is done, on a real log.
class UptakeTest {
  private static final TopicPartition FIRST = new TopicPartition("stock", 0);
  private static final TopicPartition SECOND = new TopicPartition("stock", 1);

  @TempDir static Path directory;

  @Test
  void a_group_has_taken_up_what_it_has_committed_in_every_partition() throws Exception {
    try (RealLog log = RealLog.in(directory);
        Admin admin = log.client.admin()) {
      Uptake written = Uptake.of(List.of(at(FIRST, 4), at(SECOND, 7), at(FIRST, 2)));

      assertThatThrownBy(() -> written.await(log.client, "inventory", Duration.ZERO))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("The service inventory does not keep up");

      commit(admin, Map.of(FIRST, 5L, SECOND, 7L));
      assertThatThrownBy(() -> written.await(log.client, "inventory", Duration.ZERO))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("it has read stock-1 up to offset 7, and not to 8");

      commit(admin, Map.of(FIRST, 5L, SECOND, 8L));
      assertThatCode(() -> written.await(log.client, "inventory", Duration.ZERO))
          .doesNotThrowAnyException();
    }
  }

  private static RecordMetadata at(TopicPartition partition, long offset) {
    return new RecordMetadata(partition, offset, 0, 0, 1, 1);
  }

  private static void commit(Admin admin, Map<TopicPartition, Long> offsets) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    offsets.forEach((partition, offset) -> positions.put(partition, new OffsetAndMetadata(offset)));
    admin.alterConsumerGroupOffsets("inventory", positions).all().get();
  }
}
