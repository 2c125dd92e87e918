package io.insideout.acceptance;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.registry.SchemaRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A log and a registry that are there before the system is, and that it is told of by address.
final class LogElsewhere implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final SchemaRegistry registry;

  private LogElsewhere(EmbeddedBroker broker, SchemaRegistry registry) {
    this.broker = broker;
    this.registry = registry;
  }

  static LogElsewhere start(Path directory) throws InterruptedException {
    EmbeddedBroker broker = new EmbeddedBroker(directory, 0);
    broker.start();
    SchemaRegistry registry =
        new SchemaRegistry(Map.of("bootstrap.servers", broker.bootstrapServers()), "127.0.0.1", 0);
    registry.start();
    return new LogElsewhere(broker, registry);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  Http registry() {
    return new Http(registry.url());
  }

  /// The options by which commands are told of it.
  List<String> options() {
    return List.of(
        "--bootstrap-servers", broker.bootstrapServers(), "--registry", registry.url().toString());
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
