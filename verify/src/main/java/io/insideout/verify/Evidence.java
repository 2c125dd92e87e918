package io.insideout.verify;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What is held against the log besides the log itself.
///
/// @param acknowledged ids of orders whose commands were acknowledged to a caller; gone through
///   once
/// @param views where live views can be dumped from, `…/api/views/orders/entries` of each instance
/// @param tables those of the database, if there is one
/// @param agreeWithin how long tables that differ from the log may take to agree with it
/// @param asking adds to a question for a view what is said to be let in
public record Evidence(
    Iterable<String> acknowledged,
    List<URI> views,
    Optional<Tables> tables,
    Duration agreeWithin,
    UnaryOperator<HttpRequest.Builder> asking) {
  public Evidence {
    views = List.copyOf(views);
  }

  /// Where there is no database.
  public Evidence(Iterable<String> acknowledged, List<URI> views) {
    this(acknowledged, views, Optional.empty(), Duration.ZERO, UnaryOperator.identity());
  }

  /// The same, with the tables of a database.
  ///
  /// @param agreeWithin how long those that differ from the log may take to agree with it
  public Evidence with(Tables beside, Duration agreeWithin) {
    return new Evidence(acknowledged, views, Optional.of(beside), agreeWithin, asking);
  }

  /// The same, where views are behind doors that ask who wants to know.
  public Evidence asking(UnaryOperator<HttpRequest.Builder> with) {
    return new Evidence(acknowledged, views, tables, agreeWithin, with);
  }

  /// The log alone.
  public static Evidence none() {
    return new Evidence(List.of(), List.of());
  }
}
