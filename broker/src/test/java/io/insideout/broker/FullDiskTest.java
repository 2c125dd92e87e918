package io.insideout.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the limit of a file's size is a Unix one")
class FullDiskTest {
  @TempDir private Path directory;

  @Test
  void a_disk_that_takes_no_more_is_trouble_and_not_the_end_of_the_process() throws Exception {
    // Kafka's index files have 10 MiB at once; the records come to more than that.
    try (var child = ChildBroker.withFilesUpTo(11 * 1024, directory)) {
      var log = new Log(child.saysItsAddress());
      log.createTopic(1);
      assertThat(child.trouble()).isEqualTo("none");
      try (var producer =
          log.producer(Map.of("delivery.timeout.ms", 2_000, "request.timeout.ms", 1_500))) {
        var value = "x".repeat(500_000);
        for (var i = 0; i < 30; i++) {
          var _ = producer.send(new ProducerRecord<>(Log.TOPIC, value));
        }
      }
      assertThat(child.trouble()).contains("disk", directory.toRealPath().toString());
    }
  }

  @Test
  void a_disk_that_is_full_from_the_first_refuses_the_start() throws Exception {
    try (var child = ChildBroker.withFilesUpTo(1024, directory)) {
      assertThat(child.says("REFUSED")).contains(directory.toRealPath().toString());
    }
    ChildBroker.on(directory).close();
  }
}
