package io.insideout.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which resource answers which path. A subject may hold any character, an encoded slash too, so a
/// path is split first and decoded then; and a known path with a wrong method is told apart from an
/// unknown path.
final class Routes {
  /// Answers a request with JSON.
  interface Handler {
    JsonNode answer(Call call);
  }

  private record Route(String method, List<String> pattern, Handler handler) {
    /// The names in the path, if the path is this one's.
    Optional<Map<String, String>> match(List<String> path) {
      if (path.size() != pattern.size()) {
        return Optional.empty();
      }
      var names = new HashMap<String, String>();
      for (int i = 0; i < path.size(); i++) {
        var expected = pattern.get(i);
        if (expected.startsWith("{")) {
          names.put(expected.substring(1, expected.length() - 1), path.get(i));
        } else if (!expected.equals(path.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(names);
    }
  }

  private final List<Route> routes = new ArrayList<>();

  /// @param pattern such as `/subjects/{subject}/versions`
  Routes on(String method, String pattern, Handler handler) {
    routes.add(new Route(method, segments(pattern), handler));
    return this;
  }

  /// @throws RegistryError 404 for a path that nobody answers, 405 for a method
  JsonNode answer(ServerRequest request) {
    var rawPath = request.path().rawPath();
    var path = segments(rawPath);
    var method = request.prologue().method().text();
    boolean known = false;
    for (var route : routes) {
      var names = route.match(path);
      if (names.isPresent()) {
        if (route.method().equals(method)) {
          return route.handler().answer(new Call(request, names.get()));
        }
        known = true;
      }
    }
    throw known
        ? RegistryError.methodNotAllowed(method, rawPath)
        : RegistryError.noSuchPath(rawPath);
  }

  private static List<String> segments(String rawPath) {
    var segments = new ArrayList<String>();
    for (var segment : rawPath.split("/")) {
      if (!segment.isEmpty()) {
        segments.add(decode(segment));
      }
    }
    return segments;
  }

  private static String decode(String segment) {
    try {
      // The decoder is for forms, where a plus is a space; in a path it is a plus.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw RegistryError.badRequest("The path has a broken escape.");
    }
  }
}
