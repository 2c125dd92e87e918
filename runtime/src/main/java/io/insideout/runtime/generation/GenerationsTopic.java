package io.insideout.runtime.generation;

import io.insideout.runtime.log.OwnTopic;
import io.insideout.runtime.log.Right;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/// The topic that says which generation of a service works: a record for each service that has ever
/// had a second one.
public final class GenerationsTopic {
  /// As the log has it.
  public static final OwnTopic TOPIC =
      new OwnTopic(
          "_generations",
          Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));

  static final TopicPartition PARTITION = new TopicPartition(TOPIC.name(), 0);

  private GenerationsTopic() {}

  /// What whoever goes by it has to be allowed.
  public static Right toLook() {
    return Right.topic(TOPIC.name(), "whose turn it is", AclOperation.READ);
  }

  /// What whoever may take over has to be allowed.
  public static List<Right> toTakeOver(String service) {
    return List.of(
        Right.topic(TOPIC.name(), "whose turn it is", AclOperation.READ, AclOperation.WRITE),
        Right.transaction(transaction(service), "taking over"));
  }

  /// Under which its record is written. Whoever begins to ends the transaction of whoever else was
  /// at it.
  static String transaction(String service) {
    return "insideout-generations-" + service;
  }
}
