package io.insideout.runtime.instance;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogTrouble;
import io.insideout.runtime.log.Right;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/// The topic by which instances find each other. It is no history of the business and stands in no
/// catalogue: each instance says once a second that it is there, and what is older than some
/// minutes is of no use to anybody.
public final class InstancesTopic {
  static final String NAME = "_instances";
  static final TopicPartition PARTITION = new TopicPartition(NAME, 0);

  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int SEGMENT_BYTES = 4 << 20;

  private InstancesTopic() {}

  /// Makes the topic where it is missing. Where the log does not let this client make one, it is
  /// somebody else's to make: `run log`.
  ///
  /// @throws StartFailure if the log does not answer
  public static void ensure(Admin admin) throws InterruptedException {
    try {
      if (admin.listTopics().names().get().contains(NAME)) {
        return;
      }
      String kept = String.valueOf(KEPT.toMillis());
      admin
          .createTopics(
              List.of(
                  new NewTopic(NAME, Optional.of(1), Optional.empty())
                      .configs(
                          Map.of(
                              TopicConfig.CLEANUP_POLICY_CONFIG,
                              TopicConfig.CLEANUP_POLICY_DELETE,
                              TopicConfig.RETENTION_MS_CONFIG,
                              kept,
                              TopicConfig.SEGMENT_MS_CONFIG,
                              kept,
                              TopicConfig.SEGMENT_BYTES_CONFIG,
                              String.valueOf(SEGMENT_BYTES)))))
          .all()
          .get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case TopicExistsException _ -> {}
        case AuthorizationException _ ->
            throw new StartFailure(
                "The log shows this client no %s, and does not let it make it. It is made by: ./insideout run log. Whom the log has to allow what: ./insideout acls"
                    .formatted(NAME),
                e);
        case null, default ->
            throw new StartFailure(
                LogTrouble.of(e).orElse("The log cannot be asked for its topics: " + e.getCause()),
                e);
      }
    }
  }

  /// What whoever makes it has to be allowed.
  public static Right toMake() {
    return Right.topic(NAME, "the topics", AclOperation.CREATE, AclOperation.DESCRIBE);
  }

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
