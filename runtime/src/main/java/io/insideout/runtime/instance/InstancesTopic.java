package io.insideout.runtime.instance;

import io.insideout.runtime.log.OwnTopic;
import io.insideout.runtime.log.Right;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/// The topic by which instances find each other. It is no history of the business and stands in no
/// catalogue: each instance says once a second that it is there, and what is older than some
/// minutes is of no use to anybody.
public final class InstancesTopic {
  private static final String KEPT_MILLIS = String.valueOf(Duration.ofMinutes(10).toMillis());
  private static final int SEGMENT_BYTES = 4 << 20;

  static final String NAME = "_instances";
  static final TopicPartition PARTITION = new TopicPartition(NAME, 0);

  /// As the log has it.
  public static final OwnTopic TOPIC =
      new OwnTopic(
          NAME,
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.CLEANUP_POLICY_DELETE,
              TopicConfig.RETENTION_MS_CONFIG,
              KEPT_MILLIS,
              TopicConfig.SEGMENT_MS_CONFIG,
              KEPT_MILLIS,
              TopicConfig.SEGMENT_BYTES_CONFIG,
              String.valueOf(SEGMENT_BYTES)));

  private InstancesTopic() {}

  /// What whoever looks for others has to be allowed.
  public static Right toLook() {
    return Right.topic(NAME, "finding instances", AclOperation.READ);
  }

  /// What whoever is to be found has to be allowed.
  public static Right toBeFound() {
    return Right.topic(
        NAME, "finding instances and being found", AclOperation.READ, AclOperation.WRITE);
  }
}
