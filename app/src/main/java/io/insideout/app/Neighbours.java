package io.insideout.app;

import io.insideout.runtime.Part;
import io.insideout.runtime.instance.Instances;
import io.insideout.runtime.instance.Peers;
import io.insideout.runtime.instance.PeersInLog;
import io.insideout.runtime.log.LogClient;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The other processes on the same log, as this one finds them and is found by them. Whoever has
/// the log to itself has none.
final class Neighbours {
  private final Settings settings;
  private final List<String> services;
  private volatile @Nullable Instances instances;

  /// @param services that this process runs
  Neighbours(Settings settings, List<String> services) {
    this.settings = settings;
    this.services = List.copyOf(services);
  }

  /// Begins to find them.
  ///
  /// @return what is to be closed in the end
  Optional<Part> find(LogClient log) {
    if (settings.bootstrapServers().isEmpty() || services.isEmpty()) {
      return Optional.empty();
    }
    Instances starting = Instances.with(log, services, settings.instance());
    instances = starting;
    starting.start();
    return Optional.of(starting);
  }

  /// What finds them, where something does: its trouble is told beside that of the services.
  List<Part> parts() {
    Instances found = instances;
    return found == null ? List.of() : List.of(found);
  }

  /// As services know them.
  Peers peers() {
    Instances found = instances;
    return found == null ? Peers.NONE : new PeersInLog(found, settings.instances().viewCopies());
  }

  /// From now on this process can be asked.
  ///
  /// @param paths what its door answers
  void open(URI door, List<String> paths) {
    Instances found = instances;
    if (found != null) {
      found.open(settings.instances().reachable(door), paths);
    }
  }

  /// From now on this process is not to be asked any more.
  void leave() {
    Instances found = instances;
    if (found != null) {
      found.leave();
    }
  }
}
