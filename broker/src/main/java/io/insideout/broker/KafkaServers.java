package io.insideout.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kafka's own servers, broker and controller, composed as `kafka.server.KafkaRaftServer` composes
/// them, but with our sockets and our fault handlers: that one hides its ports and ends the JVM.
final class KafkaServers {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaServers.class);

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

  void start() {
    controller.startup();
    broker.startup();
  }

  void stop(Duration patience) {
    broker.shutdown(patience);
    controller.shutdown();
  }

  /// Whether the controller counts on the broker; if not it has missed its heartbeats.
  boolean admitted() {
    return broker.metadataCache().hasAliveBroker(NodeSettings.NODE_ID);
  }

  /// Whether the log can no longer be written or read: Kafka gives it up at the first error of the
  /// disk.
  boolean diskFailed() {
    var logs = broker.logManager();
    return logs != null && logs.hasOfflineLogDirs();
  }

  /// Whether every partition takes records: leaders are elected after the broker has been let in.
  boolean leadsEveryPartition() {
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
