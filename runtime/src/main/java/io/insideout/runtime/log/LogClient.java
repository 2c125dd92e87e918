package io.insideout.runtime.log;

import io.insideout.catalog.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// How the log is reached: the properties that every client of it needs, be it embedded or a
/// cluster.
///
/// @param properties Kafka client properties, `bootstrap.servers` among them
public record LogClient(Map<String, Object> properties) {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int LONGEST_HEARTBEAT_MILLIS = 3_000;

  /// Kafka's half a minute and five minutes are longer than a cluster takes to replace a leader:
  /// who waits for one that stands still, or that the others have given up, would learn of the new
  /// one by nothing else.
  private static final Map<String, Object> OF_REPLACED_LEADERS =
      Map.of(
          CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
          10_000,
          CommonClientConfigs.METADATA_MAX_AGE_CONFIG,
          5_000);

  public LogClient {
    if (!properties.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
      throw new IllegalArgumentException("bootstrap.servers is missing");
    }
    Map<String, Object> all = new HashMap<>(OF_REPLACED_LEADERS);
    all.putAll(properties);
    properties = Map.copyOf(all);
  }

  /// A log without locks, at that address.
  public static LogClient at(String bootstrapServers) {
    return new LogClient(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /// The same log for members of groups: who of them is killed is waited for that long, and then
  /// its partitions are worked on by the others. Client properties that say how long count instead.
  public LogClient withSession(Duration session) {
    if (properties.containsKey(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)) {
      return this;
    }
    int millis = Math.toIntExact(session.toMillis());
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis);
    // That the others are to share its partitions out they learn by their next heartbeat.
    all.putIfAbsent(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        Math.min(LONGEST_HEARTBEAT_MILLIS, millis / 10));
    return new LogClient(all);
  }

  /// These properties with others on top.
  public Map<String, Object> with(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(properties);
    all.putAll(more);
    return all;
  }

  /// The properties, for whom takes nothing but text.
  public Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    properties.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }

  /// An administrator of the log. The caller closes it.
  public Admin admin() {
    return Admin.create(with(Map.of()));
  }

  /// A reader of committed records that belongs to no group and remembers nothing: it is assigned
  /// its partitions and told where to begin. The caller closes it.
  ///
  /// @param name shows in the broker's and the client's logs
  public Consumer<byte[], byte[]> reader(String name) {
    return reader(name, 1, 250);
  }

  /// The same, for one that can wait: it is handed more at once, and wakes the log and itself less
  /// often.
  ///
  /// @param minBytes what has to be there before it is handed any of it
  /// @param maxWaitMillis after which it is handed what there is
  public Consumer<byte[], byte[]> reader(String name, int minBytes, int maxWaitMillis) {
    return reader(
        name,
        Map.of(
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            minBytes,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            maxWaitMillis));
  }

  /// A reader of all records, those too of transactions that are open still or were taken back: for
  /// whom looks for what is written outside of any, and must not wait for one. The caller closes
  /// it.
  public Consumer<byte[], byte[]> readerOfAll(String name) {
    return reader(name, Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted"));
  }

  /// A reader that is no member of a group either, and may say how far the group has read while
  /// nobody is in it. The caller closes it.
  public Consumer<byte[], byte[]> readerFor(String group) {
    return reader(group, Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
  }

  private Consumer<byte[], byte[]> reader(String name, Map<String, Object> more) {
    Map<String, Object> all =
        with(
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                name,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000));
    all.putAll(more);
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// A reader of committed records that shares a topic with others of its group, and goes on where
  /// the group has committed. The caller closes it.
  ///
  /// @param instance names this process among others of the group: a member that comes back after a
  ///   kill takes its partitions at once
  public Consumer<byte[], byte[]> member(String group, String instance) {
    return member(group, instance, ConsumerConfig.DEFAULT_MAX_POLL_RECORDS);
  }

  /// The same, for one whose every record takes its time.
  ///
  /// @param maxPollRecords how many it is handed at once
  public Consumer<byte[], byte[]> member(String group, String instance, int maxPollRecords) {
    return new KafkaConsumer<>(
        with(
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                group + "-" + instance,
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                group + "-" + instance,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                maxPollRecords,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                250)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /// The partitions that a topic has in this log.
  public static List<TopicPartition> partitions(Consumer<?, ?> reader, Topic<?> topic) {
    return reader.partitionsFor(topic.name()).stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  /// Reads what the reader is assigned, from where it stands to where it ends at the call.
  public static void readToEnd(
      Consumer<byte[], byte[]> reader,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
      reader.poll(POLL).forEach(each);
    }
  }

  /// The address, for messages.
  public String bootstrapServers() {
    return String.valueOf(properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }

  /// Names the address alone: the other properties may be secrets.
  @Override
  public String toString() {
    return "LogClient[" + bootstrapServers() + "]";
  }
}
