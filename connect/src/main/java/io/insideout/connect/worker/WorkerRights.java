package io.insideout.connect.worker;

import io.insideout.connect.database.DatabaseAddress;
import io.insideout.runtime.log.Right;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;

/// What a worker and its connectors have to be allowed in a log that is locked, by what the
/// connectors are told to do. A connector that somebody adds has to be allowed what it needs
/// besides.
public final class WorkerRights {
  /// Debezium says into a topic of its own that it is alive.
  private static final String HEARTBEATS = "__debezium-heartbeat.";

  private WorkerRights() {}

  /// Those of all that there are.
  public static List<Right> all() {
    List<Right> rights = new ArrayList<>();
    for (String topic : Worker.TOPICS.values()) {
      rights.add(
          Right.topic(
              topic,
              "what workers keep",
              AclOperation.CREATE,
              AclOperation.DESCRIBE_CONFIGS,
              AclOperation.READ,
              AclOperation.WRITE));
    }
    rights.add(Right.group(Worker.GROUP, "workers find together", AclOperation.READ));
    rights.add(Right.transaction("connect-cluster-" + Worker.GROUP, "what workers keep"));
    rights.add(Right.transactions(Worker.GROUP + "-", "connectors that bring in, exactly once"));
    for (Connector connector : Connectors.of(nowhere(), false, URI.create("http://none"))) {
      String topics = connector.config().get("topics");
      if (topics == null) {
        rights.addAll(in(connector));
      } else {
        rights.addAll(out(connector.name(), topics));
      }
    }
    rights.add(
        Right.topic(
            Connectors.DEAD_LETTERS,
            "what its sinks cannot read",
            AclOperation.CREATE,
            AclOperation.WRITE));
    return rights;
  }

  private static DatabaseAddress nowhere() {
    return DatabaseAddress.parse("jdbc:postgresql://none/none?user=none");
  }

  /// A sink. Its positions are forgotten where its table is made again.
  private static List<Right> out(String name, String topics) {
    String why = "its connector '%s'".formatted(name);
    return List.of(
        Right.group("connect-" + name, why, AclOperation.DELETE, AclOperation.READ),
        Right.topic(topics, why, AclOperation.READ));
  }

  /// A source. What was deleted while nobody looked is found by reading what it has written.
  private static List<Right> in(Connector connector) {
    String why = "its connector '%s'".formatted(connector.name());
    List<Right> rights = new ArrayList<>();
    for (Map.Entry<String, String> one : connector.config().entrySet()) {
      if (one.getKey().endsWith(".replacement")) {
        rights.add(Right.topic(one.getValue(), why, AclOperation.READ, AclOperation.WRITE));
      }
    }
    rights.add(
        Right.topic(
            HEARTBEATS + connector.config().get("topic.prefix"),
            why,
            AclOperation.CREATE,
            AclOperation.WRITE));
    return rights;
  }
}
