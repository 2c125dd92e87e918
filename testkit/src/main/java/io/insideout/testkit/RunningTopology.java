package io.insideout.testkit;

import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// One service's topology in Kafka's test driver, with its state in a directory of its own.
final class RunningTopology implements AutoCloseable {
  private final TopologyTestDriver driver;
  private final Set<String> reads;
  private final Set<String> writes;
  private final Path directory;

  RunningTopology(StreamsService service, Schemas schemas, Instant beginning) {
    Topology topology = service.topology(new TopologyWriter(service.name(), schemas));
    TopologyTopics topics = TopologyTopics.of(topology.describe());
    reads = topics.read();
    writes = topics.written();
    directory = temporaryDirectory(service.name());
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, service.name());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver = new TopologyTestDriver(topology, properties, beginning);
  }

  boolean reads(String topic) {
    return reads.contains(topic);
  }

  void receive(String topic, TestRecord<byte[], byte[]> record) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(record);
  }

  void drain(BiConsumer<String, TestRecord<byte[], byte[]>> receiver) {
    for (String topic : writes) {
      driver
          .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .readRecordsToList()
          .forEach(record -> receiver.accept(topic, record));
    }
  }

  void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  <V> @Nullable KeyValueStore<String, V> store(String name) {
    return driver.getKeyValueStore(name);
  }

  @Override
  public void close() {
    driver.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryDirectory(String service) {
    try {
      return Files.createTempDirectory("insideout-" + service + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
