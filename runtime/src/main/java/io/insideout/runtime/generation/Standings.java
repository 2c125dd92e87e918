package io.insideout.runtime.generation;

import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.LogClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// How it stands with every service, as the log says it.
public final class Standings {
  private final Map<String, Standing> byService = new ConcurrentHashMap<>();

  /// As it stands in a log at the call.
  public static Standings in(LogClient log) {
    Standings standings = new Standings();
    try (Consumer<byte[], byte[]> reader = log.reader("generations")) {
      if (reader.listTopics().containsKey(GenerationsTopic.TOPIC.name())) {
        reader.assign(List.of(GenerationsTopic.PARTITION));
        LogClient.readToEnd(reader, standings::take);
      }
    }
    return standings;
  }

  /// How it stands with a service; with its first generation, where nothing is said.
  public Standing of(String service) {
    return byService.getOrDefault(service, Standing.FIRST);
  }

  /// The consumer group of whoever works for a service. Of a group that is no service, itself.
  public String group(String service) {
    return new Generation(service, of(service).inCharge()).group();
  }

  /// @throws IllegalStateException if it is not what this version knows: then nobody can tell here
  ///   whose turn it is
  void take(ConsumerRecord<byte[], byte[]> record) {
    String service = new String(record.key(), StandardCharsets.UTF_8);
    try {
      if (record.value() == null) {
        byService.remove(service);
      } else {
        byService.put(service, Json.read(record.value(), Standing.class));
      }
    } catch (Problem | IllegalArgumentException e) {
      throw new IllegalStateException(
          "%s does not say which generation of %s works: %s"
              .formatted(Causes.coordinates(record), service, e.getMessage()),
          e);
    }
  }

  static ProducerRecord<byte[], byte[]> record(String service, Standing standing) {
    return new ProducerRecord<>(
        GenerationsTopic.TOPIC.name(),
        GenerationsTopic.PARTITION.partition(),
        service.getBytes(StandardCharsets.UTF_8),
        Json.write(standing));
  }
}
