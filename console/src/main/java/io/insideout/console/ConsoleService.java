package io.insideout.console;

import io.insideout.runtime.Environment;
import io.insideout.runtime.Service;
import io.insideout.runtime.http.Route;
import java.util.List;

/// The web pages as the application runs them, beside the services. They know of the services only
/// what every caller knows: the routes of `openapi.json`.
public final class ConsoleService implements Service {
  @Override
  public String name() {
    return "console";
  }

  @Override
  public Assembled assemble(Environment environment) {
    return new Assembled(List.of(), routes());
  }

  /// The routes alone, for a door that has no services of its own.
  public static List<Route> routes() {
    return new ConsoleResource().routes();
  }
}
