package io.insideout.runtime.flow;

import java.util.List;

/// A thread that works on tasks of a topology.
///
/// @param state in Kafka Streams' words
public record StreamThread(String name, String state, List<Task> tasks) {
  public StreamThread {
    tasks = List.copyOf(tasks);
  }

  /// A subtopology at work on some partitions.
  ///
  /// @param id the subtopology and the partition: `0_1`
  /// @param isStandby whether it only keeps its stores ready for another process
  /// @param partitions what it reads, as `topic/partition`
  public record Task(String id, int subtopology, boolean isStandby, List<String> partitions) {
    public Task {
      partitions = List.copyOf(partitions);
    }
  }
}
