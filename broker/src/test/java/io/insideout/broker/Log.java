package io.insideout.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The log as a client of the broker at this address sees it.
record Log(String bootstrapServers) {
  static final String TOPIC = "orders";

  void createTopic(int partitions) throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1))).all().get();
    }
  }

  KafkaProducer<String, String> producer(Map<String, Object> settings) {
    var all = new HashMap<String, Object>(settings);
    all.put("bootstrap.servers", bootstrapServers);
    return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
  }

  /// The values of the topic's committed records, from its beginning to where it ended at the call.
  List<String> committed(int partitions) {
    return committed(
        partitions,
        (consumer, values) ->
            consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue()));
  }

  /// The values of the committed records of partition 0, from its beginning to this one; waits for
  /// it.
  List<String> committedUpTo(String value) {
    return committed(1, (consumer, values) -> values.contains(value));
  }

  /// How many offsets at the ends of the partitions are held back from readers of committed
  /// records, because a transaction there is undecided.
  long undecided(int partitions) {
    var all = IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
    return ends(all, "read_uncommitted") - ends(all, "read_committed");
  }

  private long ends(List<TopicPartition> partitions, String isolation) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers, "isolation.level", isolation),
            new StringDeserializer(),
            new StringDeserializer())) {
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private List<String> committed(
      int partitions, BiPredicate<KafkaConsumer<String, String>, List<String>> enough) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var all = IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      while (!enough.test(consumer, values)) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
