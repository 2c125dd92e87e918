package io.insideout.app.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// The orders that were commanded already, by their ids.
final class CommandsInLog {
  private CommandsInLog() {}

  /// All ids in the log that begin like this.
  static Set<String> ids(LogClient log, String prefix) {
    Set<String> ids = new HashSet<>();
    Set<TopicPartition> partitions =
        IntStream.range(0, Topics.ORDER_COMMANDS.partitions())
            .mapToObj(partition -> new TopicPartition(Topics.ORDER_COMMANDS.name(), partition))
            .collect(Collectors.toSet());
    try (Consumer<byte[], byte[]> reader = log.reader("replay-resume")) {
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
          String id = record.key() == null ? "" : new String(record.key(), UTF_8);
          if (id.startsWith(prefix)) {
            ids.add(id);
          }
        }
      }
    }
    return ids;
  }
}
