package io.insideout.services.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/// What an order asks of the partitions of subjects: one question each, about all of its subjects
/// there. So an order is answered once where its subjects share a partition.
///
/// @param partitions that subjects are spread over
record SubjectQuestions(int partitions) {
  List<SubjectOrder> of(Order order) {
    Map<Integer, List<String>> keys = new TreeMap<>();
    for (Subject subject : Subject.of(order)) {
      keys.computeIfAbsent(partitionOf(subject.key()), _ -> new ArrayList<>()).add(subject.key());
    }
    return keys.values().stream()
        .map(
            subjects ->
                new SubjectOrder(
                    order.getOrderId(), order.getTotalMinor(), order.getPlacedAtMicros(), subjects))
        .toList();
  }

  private int partitionOf(String subjectKey) {
    return BuiltInPartitioner.partitionForKey(subjectKey.getBytes(UTF_8), partitions);
  }

  /// Sends a question to the task that keeps its subjects.
  Optional<Set<Integer>> partition(
      String topic, String orderId, SubjectOrder question, int ofTopic) {
    return Optional.of(Set.of(partitionOf(question.getSubjects().getFirst())));
  }
}
