package io.insideout.broker;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledBrokerTest {
  private static final int PARTITIONS = 3;

  // Bounds how long the producers wait for a broker that is gone.
  private static final Map<String, Object> GIVES_UP_SOON =
      Map.of("delivery.timeout.ms", 2_000, "request.timeout.ms", 1_500, "max.block.ms", 2_000);

  @TempDir private Path directory;

  @Test
  void every_acknowledged_record_survives_a_kill_in_the_middle_of_producing() throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    var enough = new CountDownLatch(5_000);
    try (var child = ChildBroker.on(directory)) {
      var log = new Log(child.saysItsAddress());
      log.createTopic(PARTITIONS);
      try (var producer = log.producer(GIVES_UP_SOON)) {
        var sending =
            Thread.startVirtualThread(
                () -> {
                  for (var i = 0; child.isAlive(); i++) {
                    var value = "record " + i;
                    var _ =
                        producer.send(
                            new ProducerRecord<>(Log.TOPIC, Integer.toString(i), value),
                            (metadata, e) -> {
                              if (e == null) {
                                acknowledged.add(value);
                                enough.countDown();
                              }
                            });
                  }
                });
        enough.await();
        child.kill();
        sending.join();
      }
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(5_000);

    try (var broker = new EmbeddedBroker(directory, 0)) {
      broker.start();
      assertThat(new Log(broker.bootstrapServers()).committed(PARTITIONS))
          .containsAll(acknowledged)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void a_transaction_that_was_open_at_the_kill_is_given_up_and_holds_up_no_reader()
      throws Exception {
    try (var child = ChildBroker.on(directory)) {
      var log = new Log(child.saysItsAddress());
      log.createTopic(1);
      var producer = log.producer(Map.of("transactional.id", "t", "transaction.timeout.ms", 3_000));
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(Log.TOPIC, "committed")).get();
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(Log.TOPIC, "open")).get();
      child.kill();
      producer.close(Duration.ZERO);
    }

    try (var broker = new EmbeddedBroker(directory, 0)) {
      broker.start();
      var log = new Log(broker.bootstrapServers());
      try (var producer = log.producer(Map.of())) {
        producer.send(new ProducerRecord<>(Log.TOPIC, "later")).get();
      }
      assertThat(log.committedUpTo("later")).containsExactly("committed", "later");
    }
  }

  /// Kafka gives up on the markers of a transaction that was being committed at the kill if it
  /// comes to write them while no partition has a leader: then committed records are never shown.
  @Test
  void transactions_that_were_being_committed_at_the_kill_are_committed_whole() throws Exception {
    var partitions = 8;
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    var enough = new CountDownLatch(300);
    try (var child = ChildBroker.on(directory)) {
      var log = new Log(child.saysItsAddress());
      log.createTopic(partitions);
      var committing =
          IntStream.range(0, 6)
              .mapToObj(
                  number ->
                      Thread.ofPlatform()
                          .start(
                              () ->
                                  commitUntilKilled(
                                      child, log, "t" + number, acknowledged, enough)))
              .toList();
      enough.await();
      child.kill();
      for (var thread : committing) {
        thread.join();
      }
    }

    try (var broker = new EmbeddedBroker(directory, 0)) {
      broker.start();
      var log = new Log(broker.bootstrapServers());
      for (var number = 0; number < 6; number++) {
        try (var producer = log.producer(Map.of("transactional.id", "t" + number))) {
          producer.initTransactions();
        }
      }
      // What is read up to the end of each partition is all: nothing is held back as undecided.
      eventually("no transaction is undecided", () -> log.undecided(partitions) == 0);
      var timesShown =
          log.committed(partitions).stream()
              .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
      assertThat(timesShown.keySet()).containsAll(acknowledged);
      assertThat(timesShown.values()).containsOnly((long) partitions);
    }
  }

  private static void commitUntilKilled(
      ChildBroker child, Log log, String id, Set<String> acknowledged, CountDownLatch enough) {
    var settings = new HashMap<>(GIVES_UP_SOON);
    settings.put("transactional.id", id);
    var producer = log.producer(settings);
    try {
      producer.initTransactions();
      for (var i = 0; child.isAlive(); i++) {
        var value = id + " transaction " + i;
        producer.beginTransaction();
        for (var partition = 0; partition < 8; partition++) {
          var _ = producer.send(new ProducerRecord<>(Log.TOPIC, partition, null, value));
        }
        producer.commitTransaction();
        acknowledged.add(value);
        enough.countDown();
      }
    } catch (KafkaException e) {
      // The kill came in the middle of this transaction.
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  @Test
  void a_directory_in_use_by_another_process_is_refused_with_its_pid() throws Exception {
    try (var holder = ChildBroker.on(directory)) {
      var log = new Log(holder.saysItsAddress());
      log.createTopic(1);
      try (var second = ChildBroker.on(directory)) {
        assertThat(second.says("REFUSED"))
            .contains(directory.toRealPath().toString())
            .contains("in use by the process with pid " + holder.pid())
            .contains("Stop that one first");
      }
      assertThat(holder.trouble()).isEqualTo("none");
    }
  }

  @Test
  void the_lock_is_this_processs_even_after_a_second_broker_of_it_was_refused() throws Exception {
    try (var broker = new EmbeddedBroker(directory, 0);
        var second = new EmbeddedBroker(directory, 0)) {
      broker.start();
      assertThat(catchThrowable(second::start))
          .hasMessageContaining("in use by another broker of this very process");
      try (var child = ChildBroker.on(directory)) {
        assertThat(child.says("REFUSED"))
            .contains("in use by the process with pid " + ProcessHandle.current().pid());
      }
    }
  }
}
