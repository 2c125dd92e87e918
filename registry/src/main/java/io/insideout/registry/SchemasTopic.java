package io.insideout.registry;

import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topic that the registry lives on. It must be compacted: deleted by age, it would forget
/// schemas that records still need. And it has one partition, so that all see one order.
final class SchemasTopic {
  static final String NAME = "_schemas";
  static final TopicPartition PARTITION = new TopicPartition(NAME, 0);

  private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
  private static final int API_TIMEOUT_MILLIS = 30_000;
  private static final Duration PAUSE = Duration.ofMillis(25);

  private SchemasTopic() {}

  /// Creates the topic where it is missing.
  ///
  /// @throws StartFailure if it exists otherwise, or Kafka cannot be reached
  static void ensure(Map<String, String> clientProperties) throws InterruptedException {
    var properties = new HashMap<String, Object>(clientProperties);
    properties.put("request.timeout.ms", REQUEST_TIMEOUT_MILLIS);
    properties.put("default.api.timeout.ms", API_TIMEOUT_MILLIS);
    try (var admin = Admin.create(properties)) {
      create(admin);
      check(admin);
    } catch (ExecutionException e) {
      throw failure(clientProperties, e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      throw failure(clientProperties, e);
    }
  }

  private static StartFailure failure(Map<String, String> clientProperties, Throwable cause) {
    return new StartFailure(
        "The registry cannot open the topic '%s' on Kafka at %s: %s. Check the address, the client properties and the permissions."
            .formatted(NAME, clientProperties.get("bootstrap.servers"), cause.getMessage()),
        cause);
  }

  private static void create(Admin admin) throws ExecutionException, InterruptedException {
    if (isThere(admin)) {
      return;
    }
    var topic =
        new NewTopic(NAME, Optional.of(1), Optional.empty())
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static boolean isThere(Admin admin) throws ExecutionException, InterruptedException {
    try {
      var _ = admin.describeTopics(List.of(NAME)).allTopicNames().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  /// Asks of a topic that is there. A broker may learn of a new one later than the controller that
  /// made it, and each question may be answered by another broker.
  private static <T> T answer(Supplier<KafkaFuture<T>> question)
      throws ExecutionException, InterruptedException {
    long deadlineNanos = System.nanoTime() + Duration.ofMillis(API_TIMEOUT_MILLIS).toNanos();
    while (true) {
      try {
        return question.get().get();
      } catch (ExecutionException e) {
        if (System.nanoTime() >= deadlineNanos
            || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        Pause.atMost(PAUSE);
      }
    }
  }

  private static void check(Admin admin) throws ExecutionException, InterruptedException {
    int partitions =
        answer(() -> admin.describeTopics(List.of(NAME)).allTopicNames()).values().stream()
            .mapToInt(topic -> topic.partitions().size())
            .sum();
    if (partitions != 1) {
      throw new StartFailure(
          "The topic '%s' has %d partitions, and the registry needs one, for one order of all schemas. Use another cluster, or move the topic away."
              .formatted(NAME, partitions));
    }
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, NAME);
    var config = answer(() -> admin.describeConfigs(List.of(resource)).all()).get(resource);
    var policy = config == null ? null : config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
    if (policy != null && !TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy.value())) {
      throw new StartFailure(
          "The topic '%s' has cleanup.policy=%s, and would forget schemas that records still need. Set cleanup.policy=compact on it, or move it away."
              .formatted(NAME, policy.value()));
    }
  }
}
