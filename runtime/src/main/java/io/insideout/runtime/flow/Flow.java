package io.insideout.runtime.flow;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a running part does with the log: which topics it reads and writes, and how far it is. It
/// is told by what runs, not by what was meant to run. What a service publishes because a caller
/// asked for it is not in here: that goes out by one producer for all of a process.
public sealed interface Flow {
  /// The topics that it reads, but for those in which it sends records to itself.
  List<String> reads();

  /// The topics that it writes, but for those in which it sends records to itself.
  List<String> writes();

  /// A topology, as Kafka Streams runs it.
  ///
  /// @param group in which it reads
  /// @param state of the client, in Kafka Streams' words
  /// @param threads of this process
  /// @param restoring what is being read back from changelogs at this moment
  record OfTopology(
      String group,
      String state,
      List<String> reads,
      List<String> writes,
      List<Subtopology> subtopologies,
      List<StreamThread> threads,
      List<Restore> restoring)
      implements Flow {
    public OfTopology {
      reads = List.copyOf(reads);
      writes = List.copyOf(writes);
      subtopologies = List.copyOf(subtopologies);
      threads = List.copyOf(threads);
      restoring = List.copyOf(restoring);
    }
  }

  /// A view, which keeps what topics say and writes nothing.
  ///
  /// @param behind how many offsets there are behind its positions, as the log told last; null
  ///   where it has not told yet
  record OfView(List<Position> positions, @Nullable Long behind) implements Flow {
    public OfView {
      positions = List.copyOf(positions);
    }

    @Override
    public List<String> reads() {
      return positions.stream().map(Position::topic).distinct().sorted().toList();
    }

    @Override
    public List<String> writes() {
      return List.of();
    }
  }

  /// Somebody who brings records out of the log.
  ///
  /// @param group whose position says how far
  /// @param writes what is made of what comes back
  record OfGroup(String group, List<String> reads, List<String> writes) implements Flow {
    public OfGroup {
      reads = List.copyOf(reads);
      writes = List.copyOf(writes);
    }

    /// One that reads a topic, and writes none.
    public static OfGroup reading(String group, String topic) {
      return new OfGroup(group, List.of(topic), List.of());
    }

    /// The same, that writes a topic besides.
    public OfGroup writing(String topic) {
      return new OfGroup(group, reads, Stream.concat(writes.stream(), Stream.of(topic)).toList());
    }
  }
}
