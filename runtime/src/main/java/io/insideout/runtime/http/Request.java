package io.insideout.runtime.http;

import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.Traceparent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A request as handlers see it.
public interface Request {
  /// Who asks.
  Caller caller();

  /// The address that it came from.
  String peer();

  /// A variable of the route's path.
  String path(String name);

  /// A query parameter, at most once.
  ///
  /// @throws Problem 400 if it is given more than once, or without a value
  Optional<String> query(String name);

  /// The names of all query parameters.
  Set<String> queryNames();

  /// A header, at most once.
  ///
  /// @throws Problem 400 if it is given more than once
  Optional<String> header(String name);

  /// The trace that the caller is within. One that makes no sense is passed over, as the standard
  /// wants it, and a trace begins here.
  default Traceparent trace() {
    try {
      Traceparent given = Traceparent.parse(header(Causes.TRACEPARENT).orElse(null));
      return given == null ? Traceparent.random() : given;
    } catch (Problem doubled) {
      return Traceparent.random();
    }
  }

  /// The path and the query as they came, for whoever hands the request on.
  String target();

  /// The body as it came.
  ///
  /// @throws Problem 413 if it is larger than a door reads
  byte[] bytes();

  /// The body as JSON.
  ///
  /// @throws Problem 400 that names the field, if it is not of that shape
  default <T> T body(Class<T> type) {
    return Json.read(bytes(), type);
  }

  /// Refuses query parameters that the route does not know: a misspelt filter must not be an empty
  /// one.
  ///
  /// @throws Problem 400 that names them
  default void allowQuery(String... known) {
    TreeSet<String> unknown = new TreeSet<>(queryNames());
    unknown.removeAll(Set.of(known));
    if (!unknown.isEmpty()) {
      throw Problem.invalid(
          unknown.first(), "is not a parameter here; known are " + List.of(known));
    }
  }

  /// A whole number among the query parameters.
  ///
  /// @throws Problem 400 if it is not one, or out of range
  default long queryNumber(String name, long byDefault, long min, long max) {
    String text = query(name).orElse("");
    if (text.isEmpty()) {
      return byDefault;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as what is out of range is.
    }
    throw Problem.invalid(name, "must be a whole number from %d to %d".formatted(min, max));
  }
}
