package io.insideout.testkit;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.GlobalStore;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/// The topics of a topology, as its description tells them; repartition topics, which are its own,
/// are on both sides.
///
/// @param read those that it reads, global tables among them
/// @param written those that it writes
public record TopologyTopics(Set<String> read, Set<String> written) {
  public static TopologyTopics of(TopologyDescription description) {
    Set<String> read = new TreeSet<>();
    Set<String> written = new TreeSet<>();
    for (GlobalStore store : description.globalStores()) {
      read.addAll(store.source().topicSet());
    }
    for (Subtopology part : description.subtopologies()) {
      for (Node node : part.nodes()) {
        switch (node) {
          case Source source -> read.addAll(source.topicSet());
          case Sink sink -> written.add(sink.topic());
          default -> {}
        }
      }
    }
    return new TopologyTopics(read, written);
  }
}
