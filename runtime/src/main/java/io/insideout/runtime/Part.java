package io.insideout.runtime;

import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Something that the system is made of and that runs: the broker, the registry, a service, the
/// HTTP door. The application starts its parts in an ordered list and closes them in reverse.
public interface Part extends AutoCloseable {
  /// The part's name in logs, health and messages: a plain noun.
  String name();

  /// Starts the part and returns when it can be used.
  ///
  /// @throws StartFailure if it cannot be; the message says what to do
  /// @throws InterruptedException if the thread was interrupted while it waited
  void start() throws InterruptedException;

  /// What keeps a started part from doing its work at this moment, or nothing. Must not block.
  Optional<String> trouble();

  /// Whether orders need it. One that they do not need starts behind the others, and its trouble is
  /// told but does not make the system unready.
  default boolean isVital() {
    return true;
  }

  /// The parts that it is made of, where it is made of others.
  default List<? extends Part> parts() {
    return List.of();
  }

  /// The parts within it that are not made of others; itself, where it is none of others.
  default Stream<Part> leaves() {
    return parts().isEmpty() ? Stream.of(this) : parts().stream().flatMap(Part::leaves);
  }

  /// What it keeps of the log as it runs. Must not block.
  default List<? extends Store> stores() {
    return List.of();
  }

  /// What it does with the log as it runs, where it does something. Must not block.
  default Optional<Flow> flow() {
    return Optional.empty();
  }

  /// What the log has to allow it over all its life, be it started or not: those of the parts that
  /// it is made of, where it says nothing else. What is published for callers is not in here: for
  /// that the catalogue names the writers.
  default List<Right> rights() {
    return parts().stream().flatMap(part -> part.rights().stream()).toList();
  }

  /// Stops the part and frees what it holds. Closing twice, or before the start, does nothing.
  @Override
  void close();
}
