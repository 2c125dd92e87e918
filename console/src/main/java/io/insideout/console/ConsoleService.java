package io.insideout.console;

import io.insideout.console.log.LogBrowser;
import io.insideout.console.schema.SchemasResource;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Service;
import io.insideout.runtime.http.Route;
import java.util.List;
import java.util.stream.Stream;

/// The web pages as the application runs them, beside the services, and the log that they show.
/// They know of the services only what every caller knows: the routes of `openapi.json`.
public final class ConsoleService implements Service {
  @Override
  public String name() {
    return "console";
  }

  @Override
  public Assembled assemble(Environment environment) {
    Assembled log = LogBrowser.assemble(environment);
    List<Route> schemas =
        environment.schemas().url().map(url -> new SchemasResource(url).routes()).orElse(List.of());
    return new Assembled(
        log.parts(), Stream.of(routes(), log.routes(), schemas).flatMap(List::stream).toList());
  }

  /// The routes alone, for a door that has no services of its own.
  public static List<Route> routes() {
    return new ConsoleResource().routes();
  }
}
