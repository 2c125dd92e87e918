package io.insideout.connect.worker;

import io.insideout.connect.AvroConverter;
import io.insideout.connect.SchemasConverter;
import io.insideout.runtime.log.LogClient;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.storage.StringConverter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A distributed worker of Kafka Connect in this process: what it is to run and how far it is
/// stands in the log, in topics of its own.
final class Worker implements AutoCloseable {
  /// Names the cluster that workers of the same log make.
  static final String GROUP = "insideout-connect";

  /// What workers keep in the log.
  static final Map<String, String> TOPICS =
      Map.of("config", "connect-configs", "offset", "connect-offsets", "status", "connect-status");

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long STOPS_WITHIN_SECONDS = 30;

  private final Connect<?> connect;
  private final URI url;

  private Worker(Connect<?> connect) {
    this.connect = connect;
    this.url = connect.rest().advertisedUrl();
  }

  /// Starts one, which takes some seconds of processor time.
  ///
  /// @param port of its REST API at 127.0.0.1, 0 for any free one
  /// @param plugins folders of further connectors, separated by commas, or empty
  static Worker start(LogClient log, URI registry, int port, String plugins) {
    Map<String, String> config = new HashMap<>();
    for (String of : new String[] {"", "producer.", "consumer.", "admin."}) {
      log.texts().forEach((name, value) -> config.put(of + name, value));
    }
    config.put("group.id", GROUP);
    config.put("client.id", GROUP);
    TOPICS.forEach(
        (kind, topic) -> {
          config.put(kind + ".storage.topic", topic);
          config.put(kind + ".storage.replication.factor", "-1");
        });
    config.put("offset.storage.partitions", "1");
    config.put("status.storage.partitions", "1");
    config.put("exactly.once.source.support", "enabled");
    config.put("key.converter", StringConverter.class.getName());
    config.put("value.converter", AvroConverter.class.getName());
    config.put("value.converter." + SchemasConverter.URL, registry.toString());
    config.put("listeners", "http://127.0.0.1:" + port);
    config.put("rest.advertised.host.name", "127.0.0.1");
    // Those brought along say what they are; others may have to be looked for.
    config.put("plugin.discovery", plugins.isEmpty() ? "service_load" : "hybrid_warn");
    if (!plugins.isEmpty()) {
      config.put("plugin.path", plugins);
    }
    config.put("config.providers", "secret,address");
    config.put("config.providers.address.class", Addresses.class.getName());
    config.put("config.providers.address.param.registry", registry.toString());
    config.put("config.providers.secret.class", Secrets.class.getName());
    // A worker that comes back after a kill goes on at once.
    config.put("scheduled.rebalance.max.delay.ms", "0");
    config.put("session.timeout.ms", "6000");
    config.put("heartbeat.interval.ms", "2000");
    config.put("offset.flush.interval.ms", "1000");
    config.put("task.shutdown.graceful.timeout.ms", "4000");
    return new Worker(new ConnectDistributed().startConnect(config));
  }

  /// Where its REST API is.
  URI url() {
    return url;
  }

  /// Returns when nothing of it uses the log any more. Where the process is told to end, Connect
  /// stops itself by a hook of its own, and does not say when it is done: its herder's thread does.
  @Override
  public void close() {
    connect.stop();
    try {
      connect.herderTask().get(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the worker of Connect does not stop cleanly", e);
    }
  }
}
