package io.insideout.runtime.flow;

import java.util.List;

/// A part of a topology that is connected within itself: a task of it has all that it needs.
///
/// @param isGlobal whether it keeps a whole topic in every process, and is no task's
/// @param nodes each behind those that it is fed by
public record Subtopology(int id, boolean isGlobal, List<Node> nodes, List<Store> stores) {
  public Subtopology {
    nodes = List.copyOf(nodes);
    stores = List.copyOf(stores);
  }

  /// What a node does with records.
  public enum Kind {
    SOURCE,
    PROCESSOR,
    SINK
  }

  /// A step that records go through.
  ///
  /// @param topics what a source reads or a sink writes, by the names that the log has for them
  /// @param stores what a processor keeps, by their names
  /// @param next the nodes that it feeds
  public record Node(
      String name, Kind kind, List<String> topics, List<String> stores, List<String> next) {
    public Node {
      topics = List.copyOf(topics);
      stores = List.copyOf(stores);
      next = List.copyOf(next);
    }
  }

  /// A state store.
  ///
  /// @param changelog the topic that it can be made again from
  public record Store(String name, String changelog) {}
}
