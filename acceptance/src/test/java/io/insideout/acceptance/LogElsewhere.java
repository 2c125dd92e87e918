package io.insideout.acceptance;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.registry.SchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A log and a registry that are there before the system is, and that it is told of by address.
final class LogElsewhere implements AutoCloseable {
  private final EmbeddedBroker broker;
  private SchemaRegistry registry;
  private final URI registryUrl;

  private LogElsewhere(EmbeddedBroker broker, SchemaRegistry registry) {
    this.broker = broker;
    this.registry = registry;
    this.registryUrl = registry.url();
  }

  static LogElsewhere start(Path directory) throws InterruptedException {
    EmbeddedBroker broker = new EmbeddedBroker(directory, 0);
    broker.start();
    return new LogElsewhere(broker, registry(broker, 0));
  }

  private static SchemaRegistry registry(EmbeddedBroker broker, int port)
      throws InterruptedException {
    SchemaRegistry registry =
        new SchemaRegistry(
            Map.of("bootstrap.servers", broker.bootstrapServers()), "127.0.0.1", port);
    registry.start();
    return registry;
  }

  void stopRegistry() {
    registry.close();
  }

  /// Starts the registry again, where it was.
  void startRegistry() throws InterruptedException {
    registry = registry(broker, registryUrl.getPort());
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  URI registryUrl() {
    return registryUrl;
  }

  Http registry() {
    return new Http(registryUrl);
  }

  /// The options by which commands are told of it.
  List<String> options() {
    return List.of(
        "--bootstrap-servers", broker.bootstrapServers(), "--registry", registryUrl.toString());
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
