package io.insideout.acceptance;

import io.insideout.runtime.Pause;
import io.insideout.runtime.log.LogClient;
import io.insideout.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/// A cluster of brokers in processes of their own, as one has it in earnest: each record on three
/// of them, acknowledged when it is on two, and no leader that may lack any. What is not said here
/// is as Kafka has it, its times above all.
final class Cluster implements AutoCloseable {
  private static final Duration SOON = Duration.ofMinutes(2);

  /// To look costs processor time, which those who are looked at need.
  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

  private static final String LOOK_WITHIN_MILLIS = "3000";

  private final List<BrokerProcess> brokers;
  private final Map<Integer, String> addresses;
  private final Thread hook = new Thread(this::end, "end-of-the-cluster");

  private Cluster(List<BrokerProcess> brokers, Map<Integer, String> addresses) {
    this.brokers = List.copyOf(brokers);
    this.addresses = Map.copyOf(addresses);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Starts brokers at the first nodes of a network, and returns when all are there.
  static Cluster start(Path directory, Network network, int size) throws Exception {
    return start(directory, network, size, Math.min(3, size));
  }

  /// The same, for one who wants to know what the copies take.
  ///
  /// @param copies at how many of the brokers each record is
  static Cluster start(Path directory, Network network, int size, int copies) throws Exception {
    String clusterId = Uuid.randomUuid().toString();
    Map<Integer, String> addresses = new HashMap<>();
    Map<Integer, String> controllers = new HashMap<>();
    for (int id = 1; id <= size; id++) {
      addresses.put(id, network.host(id) + ":" + network.port(id));
      controllers.put(id, network.host(id) + ":" + network.port(id));
    }
    String voters =
        IntStream.rangeClosed(1, size)
            .mapToObj(id -> id + "@" + controllers.get(id))
            .collect(Collectors.joining(","));
    List<BrokerProcess> brokers = new ArrayList<>();
    for (int id = 1; id <= size; id++) {
      Map<String, String> settings = new HashMap<>(replication(copies));
      settings.put("node.id", String.valueOf(id));
      settings.put("process.roles", "broker,controller");
      settings.put("advertised.listeners", "BROKER://" + addresses.get(id));
      settings.put(
          "listeners",
          "BROKER://%s,CONTROLLER://%s".formatted(addresses.get(id), controllers.get(id)));
      settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
      settings.put("inter.broker.listener.name", "BROKER");
      settings.put("controller.listener.names", "CONTROLLER");
      settings.put("controller.quorum.voters", voters);
      brokers.add(
          BrokerProcess.make(id, network, directory.resolve("broker-" + id), clusterId, settings));
    }
    Cluster cluster = new Cluster(brokers, addresses);
    try {
      for (BrokerProcess broker : brokers) {
        broker.start();
      }
      cluster.awaitReplicated();
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private static Map<String, String> replication(int each) {
    String copies = String.valueOf(each);
    String inSync = each < 3 ? "1" : "2";
    Map<String, String> settings = new HashMap<>();
    settings.put("default.replication.factor", copies);
    settings.put("min.insync.replicas", inSync);
    settings.put("unclean.leader.election.enable", "false");
    settings.put("auto.create.topics.enable", "false");
    settings.put("offsets.topic.replication.factor", copies);
    settings.put("transaction.state.log.replication.factor", copies);
    settings.put("transaction.state.log.min.isr", inSync);
    // Kafka's fifty would be more than all topics together.
    settings.put("offsets.topic.num.partitions", "3");
    settings.put("transaction.state.log.num.partitions", "3");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("log.cleaner.dedupe.buffer.size", "8388608");
    return settings;
  }

  String bootstrapServers() {
    return String.join(",", addresses.values());
  }

  /// What the system is started with on it for the path to the decision alone.
  String[] upToTheDecision() {
    return new String[] {
      "--bootstrap-servers", bootstrapServers(),
      "--without", "payments,shipping,email",
      "--set", "payment-within-ms=0",
      "--set", "partitions=3"
    };
  }

  List<BrokerProcess> brokers() {
    return brokers;
  }

  BrokerProcess broker(int id) {
    return brokers.get(id - 1);
  }

  /// Whoever leads more partitions than the others do.
  BrokerProcess leaderOfMost() {
    Map<Integer, Long> led =
        Eventually.eventually("the cluster tells who leads", SOON, () -> partitions(addresses))
            .stream()
            .filter(one -> one.leader() != null)
            .collect(Collectors.groupingBy(one -> one.leader().id(), Collectors.counting()));
    return broker(led.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey());
  }

  /// Waits until the others have taken over all that a broker led.
  void awaitTakenOver(BrokerProcess from) {
    Map<Integer, String> others = new HashMap<>(addresses);
    others.remove(from.id());
    await(
        "the others lead what broker %d led".formatted(from.id()),
        others,
        one -> one.leader() != null && !one.leader().isEmpty() && one.leader().id() != from.id());
  }

  /// Waits until all brokers are there and have all that they are to have.
  void awaitReplicated() {
    Eventually.eventually(
        "all brokers are there",
        SOON,
        () -> brokersThere() == brokers.size() ? Optional.of(true) : Optional.empty());
    await(
        "every partition is where it is to be",
        addresses,
        one -> one.isr().size() == one.replicas().size());
  }

  private static void await(
      String expected, Map<Integer, String> asked, Predicate<TopicPartitionInfo> each) {
    Eventually.eventually(
        expected, SOON, () -> partitions(asked).filter(all -> all.stream().allMatch(each)));
  }

  private int brokersThere() {
    try (Admin admin = admin(addresses)) {
      Pause.atMost(LOOK_AGAIN);
      return admin.describeCluster().nodes().get().size();
    } catch (ExecutionException away) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /// All partitions, as somebody sees them who has just come.
  private static Optional<List<TopicPartitionInfo>> partitions(Map<Integer, String> asked) {
    try (Admin admin = admin(asked)) {
      Pause.atMost(LOOK_AGAIN);
      var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      return Optional.of(
          admin.describeTopics(names).allTopicNames().get().values().stream()
              .flatMap(topic -> topic.partitions().stream())
              .toList());
    } catch (ExecutionException away) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Admin admin(Map<Integer, String> asked) {
    return Admin.create(
        LogClient.at(String.join(",", asked.values()))
            .with(
                Map.of(
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    LOOK_WITHIN_MILLIS,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    LOOK_WITHIN_MILLIS)));
  }

  private void end() {
    try {
      for (BrokerProcess broker : brokers) {
        broker.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends all of them at once.
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException theHookRuns) {
      // Then it does the same.
    }
  }
}
