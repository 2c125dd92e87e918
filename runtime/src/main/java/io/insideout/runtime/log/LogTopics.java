package io.insideout.runtime.log;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Topic;
import io.insideout.runtime.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Makes the log's topics agree with the catalogue: creates what is missing, and refuses to go on
/// where one exists otherwise than declared. It changes and deletes nothing.
public final class LogTopics {
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);

  private final Admin admin;

  public LogTopics(Admin admin) {
    this.admin = admin;
  }

  /// What whoever makes topics has to be allowed.
  public static List<Right> rightsToCreate(Collection<? extends Topic<?>> declared) {
    return declared.stream()
        .map(topic -> Right.topic(topic.name(), "the topics", AclOperation.CREATE))
        .toList();
  }

  /// What whoever looks whether topics are as declared has to be allowed.
  public static List<Right> rightsToCompare(Collection<? extends Topic<?>> declared) {
    return declared.stream()
        .map(
            topic ->
                Right.topic(
                    topic.name(),
                    "its start",
                    AclOperation.DESCRIBE,
                    AclOperation.DESCRIBE_CONFIGS))
        .toList();
  }

  /// How many partitions the topics have that are declared with more than one: those of the first
  /// that is there.
  ///
  /// @throws StartFailure if the log does not answer
  public OptionalInt spread(Collection<? extends Topic<?>> declared) throws InterruptedException {
    try {
      Set<String> present = admin.listTopics().names().get();
      Optional<String> first =
          declared.stream()
              .filter(topic -> topic.partitions() > 1)
              .map(Topic::name)
              .filter(present::contains)
              .findFirst();
      if (first.isEmpty()) {
        return OptionalInt.empty();
      }
      return OptionalInt.of(told(first.get()).partitions().size());
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /// Makes sure that none of these topics is hidden: what a client is not shown looks to it as if
  /// it were not there.
  ///
  /// @throws StartFailure if the log hides one, or does not answer
  public void requireShown(Collection<? extends Topic<?>> declared) throws InterruptedException {
    try {
      Set<String> present = admin.listTopics().names().get();
      List<String> absent =
          declared.stream().map(Topic::name).filter(name -> !present.contains(name)).toList();
      for (KafkaFuture<?> answer : admin.describeTopics(absent).topicNameValues().values()) {
        try {
          var _ = answer.get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
            throw e;
          }
        }
      }
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /// Creates the topics that are missing and returns when the log tells of all of them.
  ///
  /// @param partitions how many partitions a topic shall have in this log
  /// @throws StartFailure if a topic exists otherwise than declared, or the log does not answer
  public void agreeWith(
      Collection<? extends Topic<? extends SpecificRecord>> declared,
      ToIntFunction<Topic<?>> partitions)
      throws InterruptedException {
    try {
      Set<String> present = admin.listTopics().names().get();
      create(
          declared.stream().filter(topic -> !present.contains(topic.name())).toList(), partitions);
      List<String> differences = differences(declared, partitions);
      if (!differences.isEmpty()) {
        throw new StartFailure(
            "The log's topics are not what the catalogue declares:\n  "
                + String.join("\n  ", differences)
                + "\nChange the topic, or start on another log or data directory.");
      }
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static StartFailure failure(ExecutionException e) {
    return new StartFailure(
        LogTrouble.of(e).orElse("The log cannot be asked for its topics: " + e.getCause()), e);
  }

  private void create(
      List<? extends Topic<? extends SpecificRecord>> missing, ToIntFunction<Topic<?>> partitions)
      throws InterruptedException, ExecutionException {
    List<NewTopic> topics =
        missing.stream()
            .map(
                topic ->
                    new NewTopic(
                            topic.name(),
                            Optional.of(partitions.applyAsInt(topic)),
                            Optional.empty())
                        .configs(topic.config()))
            .toList();
    try {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        // Another instance that starts at the same moment may have been quicker.
        case TopicExistsException _ -> {}
        case AuthorizationException _ ->
            throw new StartFailure(
                "The log shows this client no %s, and does not let it make what is missing. Topics are made by: ./insideout run log. Whom the log has to allow what: ./insideout acls"
                    .formatted(missing.stream().map(Topic::name).collect(Collectors.joining(", "))),
                e);
        case null, default -> throw e;
      }
    }
    for (Topic<? extends SpecificRecord> topic : missing) {
      awaitTold(topic);
    }
  }

  /// A topic that was created a moment ago may be unknown to the broker that is asked next.
  private void awaitTold(Topic<? extends SpecificRecord> topic) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + TOLD_WITHIN.toNanos();
    while (System.nanoTime() < deadlineNanos) {
      try {
        if (told(topic.name()).partitions().stream()
            .allMatch(partition -> partition.leader() != null)) {
          return;
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failure(e);
        }
      }
    }
    throw new StartFailure(
        "The log does not tell of topic '" + topic.name() + "' after creating it.");
  }

  private TopicDescription told(String topic) throws InterruptedException, ExecutionException {
    return requireNonNull(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
  }

  private List<String> differences(
      Collection<? extends Topic<? extends SpecificRecord>> declared,
      ToIntFunction<Topic<?>> partitions)
      throws InterruptedException, ExecutionException {
    Map<String, TopicDescription> described =
        admin.describeTopics(declared.stream().map(Topic::name).toList()).allTopicNames().get();
    Map<ConfigResource, Config> configs =
        admin
            .describeConfigs(
                declared.stream()
                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                    .toList())
            .all()
            .get();
    Map<String, Config> byName = new HashMap<>();
    configs.forEach((resource, config) -> byName.put(resource.name(), config));
    List<String> differences = new ArrayList<>();
    for (Topic<? extends SpecificRecord> topic : declared) {
      compare(
          topic,
          partitions.applyAsInt(topic),
          requireNonNull(described.get(topic.name())),
          requireNonNull(byName.get(topic.name())),
          differences);
    }
    return differences;
  }

  private static void compare(
      Topic<?> topic,
      int partitions,
      TopicDescription told,
      Config config,
      List<String> differences) {
    if (told.partitions().size() != partitions) {
      differences.add(
          "'%s' has %d partitions, declared are %d"
              .formatted(topic.name(), told.partitions().size(), partitions));
    }
    topic
        .config()
        .forEach(
            (name, value) -> {
              String is = config.get(name) == null ? "unset" : config.get(name).value();
              if (!value.equals(is)) {
                differences.add(
                    "'%s' has %s = %s, declared is %s".formatted(topic.name(), name, is, value));
              }
            });
  }
}
