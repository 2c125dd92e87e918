package io.insideout.connect;

import static io.insideout.testkit.Eventually.eventually;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.connect.database.Sql;
import io.insideout.registry.SchemaRegistry;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.schema.Schemas;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/// A log, a registry and the part that is tested, all real, on a directory.
final class RunningSystem implements AutoCloseable {
  final EmbeddedBroker broker;
  final SchemaRegistry registry;
  final LogClient log;
  final Schemas schemas;
  final Publisher publisher;
  final ConnectPart connect;

  RunningSystem(Path directory) throws InterruptedException {
    broker = new EmbeddedBroker(directory.resolve("log"), 0);
    broker.start();
    log = LogClient.at(broker.bootstrapServers());
    try (Admin admin = log.admin()) {
      new LogTopics(admin).agreeWith(Topics.all(), _ -> 1);
    }
    registry =
        new SchemaRegistry(Map.of("bootstrap.servers", broker.bootstrapServers()), "127.0.0.1", 0);
    registry.start();
    schemas = Schemas.at(registry.url());
    schemas.register(Topics.all());
    publisher = new Publisher(log, schemas, "test");
    connect =
        new ConnectPart(
            new ConnectSettings(ConnectSettings.EMBEDDED, 0, 0, ""),
            directory.resolve("database"),
            log,
            registry.url());
    connect.start();
  }

  /// Waits until all connectors run.
  RunningSystem ready() {
    var _ =
        eventually(
            "connect is ready, but: " + connect.trouble(),
            Duration.ofSeconds(90),
            () -> connect.trouble().isEmpty() ? Optional.of(true) : Optional.empty());
    return this;
  }

  /// A person at the database, once it has its tables.
  Sql person() {
    Sql person = new Sql(address());
    eventually(
        "the tables are there",
        () -> person.ask("select to_regclass('shipments_view') is not null").equals("t"));
    return person;
  }

  DatabaseAddress address() {
    return eventually("the database runs", Duration.ofSeconds(60), connect::database);
  }

  /// The newest value of each key of a topic.
  <V extends SpecificRecord> Map<String, V> table(Topic<V> topic) {
    Map<String, V> table = new TreeMap<>();
    try (Consumer<byte[], byte[]> reader = log.reader("test")) {
      reader.assign(LogClient.partitions(reader, topic));
      reader.seekToBeginning(reader.assignment());
      LogClient.readToEnd(
          reader,
          record -> {
            String key = new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
            @Nullable V value =
                schemas.serde(topic).deserializer().deserialize(topic.name(), record.value());
            if (value == null) {
              table.remove(key);
            } else {
              table.put(key, value);
            }
          });
    }
    return table;
  }

  @Override
  public void close() {
    connect.close();
    publisher.close();
    registry.close();
    broker.close();
  }
}
