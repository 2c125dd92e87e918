package io.insideout.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.common.uri.UriPath;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A route's path, held against those that come. A path is taken apart before it is decoded, so a
/// variable may be any text: what it holds of slashes is encoded and parts nothing.
///
/// @param segments texts, and variables in braces
record PathPattern(List<String> segments) implements PathMatcher {
  static PathPattern of(String path) {
    return new PathPattern(List.of(path.split("/", -1)));
  }

  /// The variables of a path that is of this pattern.
  Optional<Map<String, String>> variables(UriPath path) {
    String[] given = path.rawPathNoParams().split("/", -1);
    if (given.length != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < given.length; i++) {
      String segment = segments.get(i);
      Optional<String> text = decoded(given[i]);
      if (segment.startsWith("{") && text.filter(some -> !some.isEmpty()).isPresent()) {
        variables.put(segment.substring(1, segment.length() - 1), text.get());
      } else if (!text.equals(Optional.of(segment))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  /// In a path a plus is a plus. A broken escape stands for nothing.
  private static Optional<String> decoded(String segment) {
    try {
      return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), UTF_8));
    } catch (IllegalArgumentException brokenEscape) {
      return Optional.empty();
    }
  }

  @Override
  public PathMatchers.MatchResult match(UriPath path) {
    return variables(path).isPresent()
        ? PathMatchers.any().match(path)
        : PathMatchers.MatchResult.notAccepted();
  }

  /// A route is a whole path.
  @Override
  public PathMatchers.PrefixMatchResult prefixMatch(UriPath path) {
    return PathMatchers.PrefixMatchResult.notAccepted();
  }
}
