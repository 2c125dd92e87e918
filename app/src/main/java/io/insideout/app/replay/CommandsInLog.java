package io.insideout.app.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/// The orders that were commanded already.
final class CommandsInLog {
  private CommandsInLog() {}

  /// The fingerprint of each order in the log whose id begins like this. The first command of an
  /// order is the one that counts.
  static Map<String, String> fingerprints(LogClient log, Schemas schemas, String prefix) {
    Deserializer<OrderCommand> commands = schemas.serde(Topics.ORDER_COMMANDS).deserializer();
    Map<String, String> fingerprints = new HashMap<>();
    try (Consumer<byte[], byte[]> reader = log.reader("replay-resume")) {
      List<TopicPartition> partitions = LogClient.partitions(reader, Topics.ORDER_COMMANDS);
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      LogClient.readToEnd(
          reader,
          record -> {
            String id = record.key() == null ? "" : new String(record.key(), UTF_8);
            if (id.startsWith(prefix) && record.value() != null) {
              try {
                OrderCommand command = commands.deserialize(record.topic(), record.value());
                fingerprints.putIfAbsent(id, command.getFingerprint());
              } catch (SerializationException e) {
                // Set aside by the orders service: it became no order.
              }
            }
          });
    }
    return fingerprints;
  }
}
