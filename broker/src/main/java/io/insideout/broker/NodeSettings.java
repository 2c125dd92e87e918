package io.insideout.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Kafka's settings for a cluster of one node: what differs from Kafka's defaults, and why.
final class NodeSettings {
  static final int NODE_ID = 1;
  static final String BROKER_LISTENER = "BROKER";
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final int MIB = 1024 * 1024;

  private NodeSettings() {}

  static Map<String, String> of(Path log, int brokerPort, int controllerPort) {
    var settings = new HashMap<String, String>();
    settings.putAll(identity(log, brokerPort, controllerPort));
    settings.putAll(singleNode());
    settings.putAll(promptness());
    settings.putAll(records());
    settings.putAll(frugality());
    return Map.copyOf(settings);
  }

  private static Map<String, String> identity(Path log, int brokerPort, int controllerPort) {
    var broker = LoopbackSockets.HOST + ":" + brokerPort;
    var controller = LoopbackSockets.HOST + ":" + controllerPort;
    return Map.of(
        "node.id",
        Integer.toString(NODE_ID),
        "process.roles",
        "broker,controller",
        "log.dirs",
        log.toString(),
        "listeners",
        BROKER_LISTENER + "://" + broker + "," + CONTROLLER_LISTENER + "://" + controller,
        "advertised.listeners",
        BROKER_LISTENER + "://" + broker,
        "listener.security.protocol.map",
        BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
        "inter.broker.listener.name",
        BROKER_LISTENER,
        "controller.listener.names",
        CONTROLLER_LISTENER,
        "controller.quorum.voters",
        NODE_ID + "@" + controller);
  }

  /// One node holds the only replica of everything, and its internal topics need no spreading.
  private static Map<String, String> singleNode() {
    return Map.of(
        "default.replication.factor", "1",
        "min.insync.replicas", "1",
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "1");
  }

  /// Nobody else is waited for, and who was killed is given up soon.
  private static Map<String, String> promptness() {
    return Map.of(
        // The node is never given up by its own controller: nobody could take over, and where
        // leaders go while transactions end, Kafka forgets these (see KafkaServers).
        "broker.session.timeout.ms", Integer.toString(Integer.MAX_VALUE),
        "controlled.shutdown.enable", "false",
        "broker.heartbeat.interval.ms", "500",
        "group.initial.rebalance.delay.ms", "0",
        // Static members may ask for short sessions.
        "group.min.session.timeout.ms", "1000",
        // A transaction that follows another of the same producer waits for its markers by
        // retrying.
        "add.partitions.to.txn.retry.backoff.ms", "1",
        // An abandoned transaction holds up every reader of committed records until it is aborted.
        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
        // What a SQL query has written and not committed has to wait for it while all is down.
        "transaction.max.timeout.ms", Integer.toString(14 * 24 * 60 * 60 * 1_000));
  }

  /// The log is the truth: what is in it goes only where a topic says so.
  private static Map<String, String> records() {
    return Map.of(
        "auto.create.topics.enable", "false",
        "log.retention.ms", "-1",
        // A service may be away for longer than Kafka's week and still find its position.
        "offsets.retention.minutes", Integer.toString(10 * 365 * 24 * 60),
        // Above a producer's 1 MiB, so that a dead letter can hold the largest record and its
        // story.
        "message.max.bytes", Integer.toString(4 * MIB),
        // Bounds what must be read again after a kill: the newest segment of each partition.
        "log.segment.bytes", Integer.toString(256 * MIB));
  }

  /// It shares the machine with everything else.
  private static Map<String, String> frugality() {
    return Map.of(
        "num.network.threads", "2",
        "num.io.threads", "2",
        "background.threads", "2",
        "num.recovery.threads.per.data.dir", "2",
        "group.coordinator.threads", "1",
        "share.coordinator.threads", "1",
        "log.cleaner.threads", "1",
        "log.cleaner.dedupe.buffer.size", Integer.toString(8 * MIB),
        // There is no follower that could lag: no need to write to the metadata log twice a second.
        "metadata.max.idle.interval.ms", "0");
  }
}
