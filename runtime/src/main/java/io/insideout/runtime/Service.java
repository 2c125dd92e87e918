package io.insideout.runtime;

import io.insideout.runtime.http.Route;
import java.util.List;

/// A service as the application runs it: the parts that it is made of, and the routes that it
/// answers. It knows no other service; what it needs of another it reads from the log.
public interface Service {
  /// A plain noun. It is the application id, the consumer group and the start of every internal
  /// topic.
  String name();

  /// Makes the service's parts and its routes. Opens nothing.
  Assembled assemble(Environment environment);

  /// What a service is made of.
  ///
  /// @param parts start side by side; those that need one another are [InTurn]
  /// @param routes what the HTTP door answers
  record Assembled(List<Part> parts, List<Route> routes) {
    public Assembled {
      parts = List.copyOf(parts);
      routes = List.copyOf(routes);
    }
  }
}
