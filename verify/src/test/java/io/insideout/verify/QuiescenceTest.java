package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class QuiescenceTest {
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration AT_ONCE = Duration.ZERO;

  @TempDir static Path directory;
  private static RealLog log;
  private static KafkaProducer<byte[], byte[]> producer;

  /// Each test has a topic and a group of its own.
  private String topic;

  private String group;

  @BeforeAll
  static void open() throws Exception {
    log = RealLog.in(directory);
    producer = log.producer("writer");
  }

  @AfterAll
  static void close() {
    producer.close();
    log.close();
  }

  @BeforeEach
  void a_group_has_read_what_was_written(TestInfo test) throws Exception {
    topic = test.getTestMethod().orElseThrow().getName();
    group = "group-" + topic;
    try (var admin = log.client.admin()) {
      admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1))).all().get();
    }
    commit(write(1) + 1);
  }

  @Test
  void nothing_left_to_read_is_quiet() throws Exception {
    assertThat(await(List.of(group), SOON)).isEqualTo(quiet());
  }

  @Test
  void a_record_left_to_read_is_not() throws Exception {
    write(1);
    assertThat(await(List.of(group), AT_ONCE).reason())
        .contains("group %s has yet to read %s/1 from offset".formatted(group, topic));
  }

  @Test
  void a_record_in_a_partition_that_was_never_read_is_not() throws Exception {
    write(3);
    assertThat(await(List.of(group), AT_ONCE).reason()).contains(topic + "/3 from offset 0");
  }

  @Test
  void what_was_aborted_is_nothing_to_read() throws Exception {
    producer.beginTransaction();
    producer.send(record(1)).get();
    producer.abortTransaction();
    assertThat(await(List.of(group), SOON)).isEqualTo(quiet());
  }

  @Test
  void an_open_transaction_is_not_quiet() throws Exception {
    producer.beginTransaction();
    producer.send(record(1)).get();
    assertThat(await(List.of(group), AT_ONCE).reason()).contains("transaction is open");
    producer.abortTransaction();
  }

  @Test
  void a_group_that_has_never_run_is_not_quiet() throws Exception {
    assertThat(await(List.of(group, "details"), AT_ONCE).reason())
        .isEqualTo("group details has never run");
  }

  @Test
  void a_moment_without_lag_is_not_enough() throws Exception {
    Quiescence quiescence = new Quiescence(log.client, List.of(group), List.of(topic));
    assertThat(quiescence.await(Duration.ofMillis(500), SOON).reason())
        .isEqualTo("it was not still for long enough");
    assertThat(quiescence.await(SOON, Duration.ofMillis(500))).isEqualTo(quiet());
  }

  @Test
  @Timeout(60)
  void a_group_whose_members_are_being_counted_anew_is_not_quiet() throws Exception {
    var first = member("first");
    var second = member("second");
    try {
      first.subscribe(List.of(topic));
      while (first.assignment().isEmpty()) {
        first.poll(Duration.ofMillis(100));
      }
      // The first does not hear of the second until it polls again, and so the group waits for it.
      second.subscribe(List.of(topic));
      String reason;
      do {
        second.poll(Duration.ofMillis(100));
        reason = await(List.of(group), AT_ONCE).reason();
      } while (!reason.equals("group %s is being assigned anew".formatted(group)));
    } finally {
      // Nobody waits for what they still have to settle.
      first.close(CloseOptions.timeout(Duration.ZERO));
      second.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private KafkaConsumer<byte[], byte[]> member(String name) {
    return new KafkaConsumer<>(
        log.client.with(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.CLIENT_ID_CONFIG,
                name,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static Quiet quiet() {
    return Quiet.yes("no group has a record left to read");
  }

  private Quiet await(Collection<String> groups, Duration timeout) throws InterruptedException {
    return new Quiescence(log.client, groups, List.of(topic, "no-such-topic"))
        .await(timeout, Duration.ZERO);
  }

  /// Writes a record in a transaction.
  ///
  /// @return its offset
  private long write(int partition) throws Exception {
    producer.beginTransaction();
    long offset = producer.send(record(partition)).get().offset();
    producer.commitTransaction();
    return offset;
  }

  private ProducerRecord<byte[], byte[]> record(int partition) {
    return new ProducerRecord<>(topic, partition, new byte[1], new byte[1]);
  }

  private void commit(long next) {
    Map<String, Object> settings = log.client.with(Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.commitSync(Map.of(new TopicPartition(topic, 1), new OffsetAndMetadata(next)));
    }
  }
}
