package io.insideout.verify;

import java.net.URI;
import java.util.List;

/// What is held against the log besides the log itself.
///
/// @param acknowledged ids of orders whose commands were acknowledged to a caller; gone through
///   once
/// @param views where live views can be dumped from, `…/api/views/orders/entries` of each instance
public record Evidence(Iterable<String> acknowledged, List<URI> views) {
  public Evidence {
    views = List.copyOf(views);
  }

  /// The log alone.
  public static Evidence none() {
    return new Evidence(List.of(), List.of());
  }
}
