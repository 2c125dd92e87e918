package io.insideout.runtime.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A page of somebody else, in a browser that can reach this door. A browser lets any page send a
/// form to any address, with the rights of whoever looks at it: such a page must not change
/// anything here. Browsers say where a request comes from, and pages cannot make them say
/// otherwise; callers that are no browsers say nothing, and are not meant.
final class ForeignPage {
  /// These change nothing, and a page of somebody else cannot read what they answer.
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private ForeignPage() {}

  /// @throws Problem 403 if a page of somebody else asks for a change
  static void refuse(String method, Request request) {
    if (!READING.contains(method)
        && isForeign(
            request.header("Origin").orElse(null),
            request.header("Sec-Fetch-Site").orElse(null),
            request.header("Host").orElse(null))) {
      throw new Problem(
          403,
          "foreign-page",
          "Not from another page",
          "a browser sends this from a page of another address; only pages of this one may change anything",
          List.of());
    }
  }

  /// @param origin the page's, as `scheme://host:port`; null where it is not said
  /// @param site how it relates to this address, in the browser's words; null where it is not said
  /// @param host whom the browser takes this for
  private static boolean isForeign(
      @Nullable String origin, @Nullable String site, @Nullable String host) {
    if (origin != null) {
      return !authority(origin).equals(Optional.ofNullable(host));
    }
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  private static Optional<String> authority(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
