package io.insideout.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.Pause;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.metadata.MetadataCache;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kafka's own servers, broker and controller, composed as `kafka.server.KafkaRaftServer` composes
/// them, but with our sockets and our fault handlers: that one hides its ports and ends the JVM.
final class KafkaServers {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaServers.class);

  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(5);

  private final ControllerServer controller;
  private final BrokerServer broker;

  KafkaServers(BrokerDirectory directory, LoopbackSockets sockets, Faults faults) {
    var settings = NodeSettings.of(directory.log(), sockets.brokerPort(), sockets.controllerPort());
    var config = new KafkaConfig(settings, false);
    var stored = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    var shared =
        new SharedServer(
            config,
            stored._1(),
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, directory.clusterId()),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            faults,
            sockets);
    this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
    this.broker = new BrokerServer(shared);
  }

  /// Writes Kafka's own identity files, unless they are there.
  static void format(BrokerDirectory directory) throws Exception {
    new Formatter()
        .setNodeId(NodeSettings.NODE_ID)
        .setClusterId(directory.clusterId())
        .setControllerListenerName(NodeSettings.CONTROLLER_LISTENER)
        .setDirectories(List.of(directory.log().toString()))
        .setMetadataLogDirectory(directory.log().toString())
        .setIgnoreFormatted(true)
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .run();
  }

  /// Starts both and returns when every partition takes records.
  void start() throws InterruptedException {
    controller.startup();
    await(this::formerLifeIsForgotten, "the controller did not take charge");
    broker.startup();
    await(this::leadsEveryPartition, "not every partition came online");
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  /// Kafka tells of none of it by itself.
  private static void await(Condition condition, String failure) throws InterruptedException {
    var deadlineNanos = System.nanoTime() + WITHIN.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new IllegalStateException(failure);
      }
      Pause.atMost(POLL);
    }
  }

  /// Strikes off the broker that this node was before, which the controller would go on to take for
  /// alive, and with it every leader.
  ///
  /// Where the former life ends only after the new one has begun, Kafka loses transactions: it
  /// finds one that was being committed at a kill, comes to a partition that has no leader at this
  /// moment, takes it for deleted, and never writes the marker that readers wait for.
  private boolean formerLifeIsForgotten() throws InterruptedException {
    return struckOff() && !admitted(controller.metadataCache());
  }

  private boolean struckOff() throws InterruptedException {
    try {
      controller
          .controller()
          .unregisterBroker(
              new ControllerRequestContext(
                  new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty()),
              NodeSettings.NODE_ID)
          .get();
      return true;
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case BrokerIdNotRegisteredException _ -> true;
        case NotControllerException _ -> false;
        case null, default -> throw new IllegalStateException("the controller failed", e);
      };
    }
  }

  void stop(Duration patience) {
    broker.shutdown(patience);
    controller.shutdown();
  }

  /// Whether the controller counts on the broker; if not it has missed its heartbeats.
  boolean admitted() {
    return admitted(broker.metadataCache());
  }

  private static boolean admitted(MetadataCache metadata) {
    return metadata.hasAliveBroker(NodeSettings.NODE_ID);
  }

  /// Whether the log can no longer be written or read: Kafka gives it up at the first error of the
  /// disk.
  boolean diskFailed() {
    var logs = broker.logManager();
    return logs != null && logs.hasOfflineLogDirs();
  }

  /// Whether every partition takes records: leaders are elected after the broker has been let in.
  private boolean leadsEveryPartition() {
    var metadata = broker.metadataCache();
    return metadata.getAllTopics().stream()
        .flatMap(
            topic ->
                IntStream.range(0, metadata.numPartitions(topic).orElse(0))
                    .mapToObj(partition -> new TopicPartition(topic, partition)))
        .allMatch(this::leads);
  }

  private boolean leads(TopicPartition partition) {
    var online = broker.replicaManager().onlinePartition(partition);
    return online.isDefined() && online.get().isLeader();
  }
}
