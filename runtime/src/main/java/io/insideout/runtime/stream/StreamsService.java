package io.insideout.runtime.stream;

import io.insideout.runtime.Environment;
import io.insideout.runtime.Service;
import java.util.List;
import org.apache.kafka.streams.Topology;

/// A service that is a topology: it reads topics, decides, and writes topics.
public interface StreamsService extends Service {
  /// Writes the topology. A pure description: it opens nothing and can be written any number of
  /// times.
  Topology topology(TopologyWriter writer);

  /// Whether records of several topics have to be read in the order of their times, as far as they
  /// are in the log already. Where they need not be, nobody waits for a topic that has more while
  /// another has some.
  default boolean readsInOrderOfTime() {
    return false;
  }

  /// The topology alone. A service that also answers over HTTP adds its views and routes.
  @Override
  default Assembled assemble(Environment environment) {
    return new Assembled(List.of(running(environment)), List.of());
  }

  /// The part that runs the topology.
  default StreamsPart running(Environment environment) {
    return new StreamsPart(this, environment.log(), environment.schemas(), environment.streams());
  }
}
