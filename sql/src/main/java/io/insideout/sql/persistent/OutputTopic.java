package io.insideout.sql.persistent;

import io.insideout.sql.table.Tables;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/// A topic that a query makes for what it gives.
///
/// @param partitions how many; 0 for as many as what is read has
/// @param isTable whether it keeps the newest record of each key, and these alone
record OutputTopic(String name, boolean isTable, int partitions, Schema schema) {
  /// With as many partitions as the topic has that the query reads, where nobody has said how many:
  /// so a key is in the partition of the same number in both.
  OutputTopic spreadAs(Set<String> reads, Admin admin) throws IOException, InterruptedException {
    if (partitions > 0 || reads.isEmpty()) {
      return new OutputTopic(name, isTable, Math.max(1, partitions), schema);
    }
    try {
      int most =
          admin.describeTopics(reads).allTopicNames().get().values().stream()
              .mapToInt(topic -> topic.partitions().size())
              .max()
              .orElse(1);
      return new OutputTopic(name, isTable, most, schema);
    } catch (ExecutionException e) {
      throw new IOException("the log does not tell of its topics: " + e.getCause(), e);
    }
  }

  /// Whether the log has one of that name.
  boolean isThere(Admin admin) throws IOException, InterruptedException {
    try {
      return admin.listTopics().names().get().contains(name);
    } catch (ExecutionException e) {
      throw new IOException("the log does not tell of its topics: " + e.getCause(), e);
    }
  }

  /// Makes what is missing of it: the topic, its schema in the registry.
  ///
  /// @throws IOException if log or registry do not answer
  void create(Admin admin, Tables tables) throws IOException, InterruptedException {
    NewTopic topic =
        new NewTopic(name, Optional.of(partitions), Optional.empty())
            .configs(
                Map.of(
                    "cleanup.policy", isTable ? "compact" : "delete",
                    "retention.ms", "-1",
                    "retention.bytes", "-1",
                    "message.timestamp.type", "CreateTime"));
    try {
      var _ = admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case TopicExistsException _ -> {}
        case AuthorizationException _ ->
            throw new IOException(
                "the log does not allow a topic '%s'; it allows those that begin with %s: say WITH (kafka_topic = '%s%s')"
                    .formatted(name, QueryRights.OUTPUTS, QueryRights.OUTPUTS, name),
                e);
        case null, default ->
            throw new IOException("the log does not make the topic: " + e.getCause(), e);
      }
    }
    tables.register(name + "-value", schema);
  }
}
