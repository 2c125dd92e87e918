package io.insideout.runtime.instance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A process that runs services, as it tells the others of itself.
///
/// @param id of this process among all; the same after a start anew
/// @param http where its door is; empty while it is not open
/// @param paths what the door answers, as paths of routes, and of each service that it runs the
///   path that shows it
/// @param shares for each view that is divided among instances, by its topic, the partitions that
///   it shows at this moment
/// @param leaving whether it closes: others take over what it has
public record Instance(
    String id,
    String http,
    List<String> paths,
    Map<String, List<Integer>> shares,
    boolean leaving) {
  public Instance {
    if (!http.isEmpty() && !http.matches("https?://[^/?#\\s]+")) {
      throw new IllegalArgumentException("a door is at a host and a port: " + http);
    }
    paths = List.copyOf(paths);
    shares = Map.copyOf(shares);
  }

  /// One that has begun to start.
  ///
  /// @param name of the process among those of the same services
  static Instance starting(List<String> services, String name) {
    String id = String.join("+", services.stream().sorted().toList()) + "@" + name;
    return new Instance(id, "", List.of(), Map.of(), false);
  }

  Instance open(String http, List<String> paths) {
    return new Instance(id, http, paths, shares, leaving);
  }

  Instance showing(String topic, List<Integer> partitions) {
    Map<String, List<Integer>> more = new TreeMap<>(shares);
    more.put(topic, List.copyOf(partitions));
    return new Instance(id, http, paths, more, leaving);
  }

  Instance gone() {
    return new Instance(id, http, paths, Map.of(), true);
  }

  /// Whether it can be asked.
  public boolean answers() {
    return !leaving && !http.isEmpty();
  }
}
