package io.insideout.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.insideout.runtime.StartFailure;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir private Path directory;

  @Test
  void what_is_produced_is_consumed() throws Exception {
    try (var broker = started(directory)) {
      var log = new Log(broker.bootstrapServers());
      log.createTopic(1);
      try (var producer = log.producer(Map.of())) {
        send(producer, "first");
        send(producer, "second");
      }
      assertThat(log.committed(1)).containsExactly("first", "second");
      assertThat(broker.trouble()).isEmpty();
    }
  }

  @Test
  void a_transaction_is_seen_whole_or_not_at_all() throws Exception {
    try (var broker = started(directory)) {
      var log = new Log(broker.bootstrapServers());
      log.createTopic(1);
      try (var producer = log.producer(Map.of("transactional.id", "test"))) {
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, "committed 1");
        send(producer, "committed 2");
        producer.commitTransaction();
        producer.beginTransaction();
        send(producer, "aborted");
        producer.abortTransaction();
        producer.beginTransaction();
        send(producer, "committed 3");
        producer.commitTransaction();
      }
      assertThat(log.committed(1)).containsExactly("committed 1", "committed 2", "committed 3");
    }
  }

  @Test
  void the_records_are_there_after_a_restart_and_new_ones_follow_them() throws Exception {
    var broker = new EmbeddedBroker(directory, 0);
    try (broker) {
      broker.start();
      var log = new Log(broker.bootstrapServers());
      log.createTopic(1);
      try (var producer = log.producer(Map.of())) {
        send(producer, "before");
      }
    }
    try (broker) {
      broker.start();
      var log = new Log(broker.bootstrapServers());
      try (var producer = log.producer(Map.of())) {
        assertThat(send(producer, "after")).isEqualTo(1);
      }
      assertThat(log.committed(1)).containsExactly("before", "after");
    }
  }

  @Test
  void a_record_is_acknowledged_at_once_after_a_restart() throws Exception {
    try (var broker = started(directory)) {
      new Log(broker.bootstrapServers()).createTopic(50);
    }
    try (var broker = started(directory);
        var producer = new Log(broker.bootstrapServers()).producer(Map.of("retries", 0))) {
      for (var partition = 0; partition < 50; partition++) {
        producer.send(new ProducerRecord<>(Log.TOPIC, partition, "key", "value")).get();
      }
    }
  }

  @Test
  void two_brokers_live_in_one_process_and_the_end_of_one_is_nothing_to_the_other(
      @TempDir Path another) throws Exception {
    try (var staying = started(directory)) {
      var leaving = started(another);
      var log = new Log(staying.bootstrapServers());
      log.createTopic(1);
      new Log(leaving.bootstrapServers()).createTopic(1);
      leaving.close();
      try (var producer = log.producer(Map.of("transactional.id", "test"))) {
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, "still here");
        producer.commitTransaction();
      }
      assertThat(log.committed(1)).containsExactly("still here");
      assertThat(staying.trouble()).isEmpty();
    }
  }

  @Test
  void a_topic_is_not_made_by_writing_to_it() throws Exception {
    try (var broker = started(directory);
        var producer = new Log(broker.bootstrapServers()).producer(Map.of("max.block.ms", 500))) {
      assertThatThrownBy(() -> send(producer, "value"))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class)
          .hasMessageContaining("not present in metadata");
    }
  }

  @Test
  void it_listens_on_loopback_only() throws Exception {
    var outside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .findFirst();
    assumeTrue(outside.isPresent(), "this machine has no address but loopback");
    try (var broker = started(directory)) {
      var address = broker.bootstrapServers();
      assertThat(address).startsWith("127.0.0.1:");
      var port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
      assertThatThrownBy(() -> new Socket(outside.get(), port).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void a_given_port_is_kept_over_a_restart() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    try (var broker = new EmbeddedBroker(directory, port)) {
      broker.start();
      new Log(broker.bootstrapServers()).createTopic(1);
    }
    try (var broker = new EmbeddedBroker(directory, port)) {
      broker.start();
      try (var producer = new Log("127.0.0.1:" + port).producer(Map.of())) {
        assertThat(send(producer, "value")).isZero();
      }
    }
  }

  @Test
  void a_port_that_is_taken_is_refused_by_its_number_and_leaves_the_directory_free()
      throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var refused = new EmbeddedBroker(directory, taken.getLocalPort());
      assertThatThrownBy(refused::start)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()))
          .hasMessageContaining("another port");
    }
    started(directory).close();
  }

  @Test
  void a_log_that_cannot_be_read_is_refused_and_leaves_the_directory_free() throws Exception {
    started(directory).close();
    var identity = directory.resolve("log").resolve("meta.properties");
    var good = Files.readString(identity);
    Files.writeString(identity, good.replace("node.id=1", "node.id=2"));
    assertThatThrownBy(() -> started(directory))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(directory.toRealPath().toString());
    Files.writeString(identity, good);
    started(directory).close();
  }

  @Test
  void an_interrupted_start_is_undone_and_leaves_the_directory_free() throws Exception {
    var broker = new EmbeddedBroker(directory, 0);
    var outcome = new CompletableFuture<Throwable>();
    var starting = Thread.ofPlatform().start(() -> outcome.complete(catchThrowable(broker::start)));
    // From here on the thread waits for Kafka.
    while (Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("broker-start"))) {
      Thread.onSpinWait();
    }
    starting.interrupt();
    assertThat(outcome.join()).isInstanceOf(InterruptedException.class);
    assertThatThrownBy(broker::bootstrapServers).isInstanceOf(IllegalStateException.class);
    started(directory).close();
  }

  @Test
  void before_the_start_it_has_no_address_and_no_trouble_and_closes_as_often_as_one_likes() {
    var broker = new EmbeddedBroker(directory, 0);
    assertThatThrownBy(broker::bootstrapServers).isInstanceOf(IllegalStateException.class);
    assertThat(broker.trouble()).isEmpty();
    broker.close();
    broker.close();
  }

  private static EmbeddedBroker started(Path directory) throws InterruptedException {
    var broker = new EmbeddedBroker(directory, 0);
    broker.start();
    return broker;
  }

  private static long send(KafkaProducer<String, String> producer, String value)
      throws ExecutionException, InterruptedException {
    return producer.send(new ProducerRecord<>(Log.TOPIC, 0, "key", value)).get().offset();
  }
}
