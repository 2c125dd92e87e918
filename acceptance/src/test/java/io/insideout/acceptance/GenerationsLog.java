package io.insideout.acceptance;

import io.insideout.catalog.Topic;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.generation.GenerationsTopic;
import io.insideout.runtime.generation.Standing;
import io.insideout.runtime.generation.Standings;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsPart;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.StreamsSettings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;

/// A log on which generations of one service work, each instance as in a process of its own.
final class GenerationsLog implements AutoCloseable {
  private final Path directory;
  private final int partitions;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final LogClient log;
  private final Schemas schemas;
  private final Publisher publisher;

  private GenerationsLog(
      Path directory, int partitions, Collection<? extends Topic<? extends SpecificRecord>> topics)
      throws InterruptedException {
    this.directory = directory;
    this.partitions = partitions;
    LogElsewhere elsewhere = keep(LogElsewhere.start(directory.resolve("log")));
    this.log = LogClient.at(elsewhere.bootstrapServers());
    this.schemas = Schemas.at(elsewhere.registryUrl());
    try (Admin admin = log.admin()) {
      new LogTopics(admin).agreeWith(topics, _ -> partitions);
      GenerationsTopic.TOPIC.ensure(admin);
    }
    this.publisher = keep(new Publisher(log, schemas, "generations-test"));
  }

  static GenerationsLog start(
      Path directory, int partitions, Collection<? extends Topic<? extends SpecificRecord>> topics)
      throws InterruptedException {
    return new GenerationsLog(directory, partitions, topics);
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  LogClient log() {
    return log;
  }

  Schemas schemas() {
    return schemas;
  }

  /// An instance of a generation of a service, to be started.
  StreamsPart part(StreamsService service, int number, String instance) {
    Generations generations = keep(Generations.of(log, Map.of(service.name(), number)));
    generations.start();
    Path state = directory.resolve("state-" + instance);
    return keep(
        new StreamsPart(
            service,
            log,
            schemas,
            new StreamsSettings(state, instance, 10, 1, 0, _ -> partitions, generations)));
  }

  <V extends SpecificRecord> CompletableFuture<RecordMetadata> publish(
      Topic<V> topic, String key, V value) {
    return publisher.publish(topic, key, value, 1, Traceparent.random());
  }

  Standing standing(String service) {
    return Standings.in(log).of(service);
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
