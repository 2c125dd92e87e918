package io.insideout.runtime.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.Pause;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.LogClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InstancesTest {
  /// A log that answers what no client tries again by itself, whenever it is told to.
  private static final class StumblingLog extends MockConsumer<byte[], byte[]> {
    private volatile @Nullable RuntimeException trouble;

    StumblingLog() {
      super("earliest");
      updateBeginningOffsets(Map.of(InstancesTopic.PARTITION, 0L));
      updateEndOffsets(Map.of(InstancesTopic.PARTITION, 0L));
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      return Map.of();
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      RuntimeException over = trouble;
      if (over != null) {
        throw over;
      }
      return super.poll(timeout);
    }

    void hear(long offset, String name) {
      addRecord(
          new ConsumerRecord<>(
              InstancesTopic.NAME,
              InstancesTopic.PARTITION.partition(),
              offset,
              null,
              Json.write(Instance.starting(List.of("orders"), name))));
    }
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Pause.atMost(Duration.ofMillis(5));
    }
  }

  @Test
  @Timeout(60)
  void whatever_the_log_answers_it_is_asked_again() throws InterruptedException {
    StumblingLog log = new StumblingLog();
    try (Instances instances = new Instances(LogClient.at("127.0.0.1:1"), () -> log, null)) {
      instances.start();
      log.hear(0, "one");
      until(() -> instances.present().size() == 1);
      assertThat(instances.trouble()).isEmpty();

      log.trouble = new TopicAuthorizationException(Set.of(InstancesTopic.NAME));
      until(() -> instances.trouble().isPresent());
      assertThat(instances.trouble().orElse("")).contains("does not say who is there");
      assertThat(instances.present()).hasSize(1);

      log.trouble = null;
      log.hear(1, "two");
      until(() -> instances.present().size() == 2);
      until(() -> instances.trouble().isEmpty());
    }
  }
}
