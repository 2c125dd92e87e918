package io.insideout.runtime.stream;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.generation.Generation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/// The topics by which a topology sends records to itself, of one generation and of the next.
///
/// @param names without the group that they begin with
record Detours(LogFacts facts, Generation before, Generation own, Set<String> names) {
  /// Ends the name of such a topic.
  static final String MARK = "-repartition";

  /// Those of the generation before.
  Set<String> former() {
    return names.stream().map(name -> before.group() + name).collect(Collectors.toSet());
  }

  /// The topic of the new generation for one of the generation before.
  TopicPartition heirOf(TopicPartition former) {
    return new TopicPartition(
        own.group() + former.topic().substring(before.group().length()), former.partition());
  }

  boolean isFormer(TopicPartition partition) {
    return former().contains(partition.topic());
  }

  /// @throws StartFailure if the generation before has one that the new one does not have: what it
  ///   sent there last, nobody would read
  void refuseUnknown() throws InterruptedException {
    Set<String> unknown = new HashSet<>();
    facts.positions(before.group(), true).keySet().forEach(one -> unknown.add(one.topic()));
    unknown.removeIf(topic -> !before.isInternal(topic) || !topic.endsWith(MARK));
    unknown.removeAll(former());
    if (!unknown.isEmpty()) {
      throw new StartFailure(
          "%s sends records around by %s, and %s does not: what is on its way would be lost. Keep the repartition's name, or leave it out in the generation after."
              .formatted(before, String.join(", ", unknown), own));
    }
  }

  /// Makes those of the new generation that are missing, as the former ones are.
  void make() throws InterruptedException {
    Set<String> present = facts.topics();
    for (var former : facts.described(former()).values()) {
      String name = heirOf(new TopicPartition(former.name(), 0)).topic();
      if (!present.contains(name)) {
        make(
            new NewTopic(name, Optional.of(former.partitions().size()), Optional.empty())
                .configs(config(former.name())));
      }
    }
  }

  private void make(NewTopic topic) throws InterruptedException {
    try {
      LogFacts.answer(facts.admin().createTopics(List.of(topic)).all());
    } catch (KafkaException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private Map<String, String> config(String topic) throws InterruptedException {
    ConfigResource asked = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<String, String> config = new HashMap<>();
    LogFacts.answer(facts.admin().describeConfigs(List.of(asked)).all()).values().stream()
        .flatMap(one -> one.entries().stream())
        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
        .forEach(entry -> config.put(entry.name(), entry.value()));
    return config;
  }
}
