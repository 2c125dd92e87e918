package io.insideout.runtime.view;

import static java.util.Objects.requireNonNull;

import io.insideout.runtime.log.LogClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/// Which topics they are that are read: one that was deleted and made again has another id.
interface TopicIds {
  /// Those of all of them, in their order.
  ///
  /// @throws IllegalStateException if the log does not tell
  String told() throws InterruptedException;

  /// Those of a log.
  static TopicIds of(LogClient log, List<String> topics) {
    return () -> {
      try (Admin admin = log.admin()) {
        Map<String, TopicDescription> found = admin.describeTopics(topics).allTopicNames().get();
        return topics.stream()
            .map(topic -> requireNonNull(found.get(topic)).topicId().toString())
            .collect(Collectors.joining(" "));
      } catch (ExecutionException e) {
        throw new IllegalStateException("the log does not tell of its topics: " + e.getCause(), e);
      }
    };
  }
}
