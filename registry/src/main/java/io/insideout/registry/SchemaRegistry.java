package io.insideout.registry;

import io.helidon.webserver.WebServer;
import io.insideout.runtime.Part;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.DoorTls;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.schema.RegistryLogin;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/// The schema registry as a part of the system: opens the schemas topic, reads it to its end, then
/// serves Confluent's REST API. Everything that it answered is durable in the log and is there
/// after a restart. On one cluster the registry that started last is the one that writes; an
/// earlier one goes on reading and says so.
public final class SchemaRegistry implements Part {
  private final Map<String, String> kafkaClientProperties;
  private final String host;
  private final int port;
  private final Optional<RegistryLogin> writers;
  private final Optional<DoorTls> tls;
  private volatile @Nullable SchemaStore store;
  private @Nullable WebServer server;

  /// @param kafkaClientProperties what every Kafka client needs: `bootstrap.servers`, and the
  ///   security settings if there are any
  /// @param host the address to listen on
  /// @param port the port to listen on, 0 for one that is free
  public SchemaRegistry(Map<String, String> kafkaClientProperties, String host, int port) {
    this(kafkaClientProperties, host, port, Optional.empty(), Optional.empty());
  }

  /// The same, of a registry that everybody may ask and not everybody may change.
  ///
  /// @param writers as those make themselves known who may write; nothing where all may
  /// @param tls how it proves who it is, if it does
  public SchemaRegistry(
      Map<String, String> kafkaClientProperties,
      String host,
      int port,
      Optional<RegistryLogin> writers,
      Optional<DoorTls> tls) {
    this.writers = writers;
    this.tls = tls;
    this.kafkaClientProperties = Map.copyOf(kafkaClientProperties);
    this.host = host;
    this.port = port;
  }

  @Override
  public String name() {
    return "registry";
  }

  /// {@inheritDoc}
  ///
  /// @throws StartFailure if Kafka cannot be reached, `_schemas` is not a compacted topic of one
  ///   partition, the port is taken, or the certificate cannot be used
  @Override
  public synchronized void start() throws InterruptedException {
    if (store != null) {
      throw new IllegalStateException("the registry was started already");
    }
    var opened = SchemaStore.open(kafkaClientProperties);
    try {
      server = RegistryServer.start(host, port, routes(opened), new WriteLock(writers), tls);
      store = opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// Where the registry is served, once it is started.
  ///
  /// @throws IllegalStateException if it is not running
  public synchronized URI url() {
    if (server == null) {
      throw new IllegalStateException("the registry is not running");
    }
    String name = tls.map(DoorTls::name).filter(one -> !one.isEmpty()).orElse(host);
    return URI.create(
        "%s://%s:%d"
            .formatted(
                tls.isPresent() ? "https" : "http",
                name.contains(":") ? "[" + name + "]" : name,
                server.port()));
  }

  @Override
  public Optional<String> trouble() {
    var running = store;
    return running == null ? Optional.of("the registry is not running") : running.trouble();
  }

  @Override
  public List<Right> rights() {
    String why = "the schema registry";
    return List.of(
        Right.topic(
            SchemasTopic.NAME,
            why,
            AclOperation.CREATE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.READ,
            AclOperation.WRITE),
        Right.transaction(SchemaWriter.TRANSACTIONAL_ID, why));
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      server.stop();
      server = null;
    }
    if (store != null) {
      store.close();
      store = null;
    }
  }

  private static Routes routes(SchemaStore store) {
    var routes = new Routes();
    new SubjectsResource(store).route(routes);
    new SchemasResource(store).route(routes);
    new ConfigResource(store).route(routes);
    new CompatibilityResource(store).route(routes);
    return routes;
  }
}
