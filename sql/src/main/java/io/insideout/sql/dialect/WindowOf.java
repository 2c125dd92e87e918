package io.insideout.sql.dialect;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The window of a query.
///
/// @param size how long one is; of a session the gap that ends it
/// @param advance how far one begins behind another; of a tumbling window its size, of a session
///   its gap
/// @param grace how late a record may be and still count, where that was said
public record WindowOf(Kind kind, Duration size, Duration advance, Optional<Duration> grace) {
  /// How windows lie in time.
  public enum Kind {
    /// One behind the other.
    TUMBLING,
    /// One over the other.
    HOPPING,
    /// As long as records keep coming.
    SESSION
  }

  static WindowOf of(WindowClause clause) {
    Amount advance = clause.advance() == null ? clause.size() : clause.advance();
    @Nullable Amount grace = clause.grace();
    return new WindowOf(
        clause.kind(),
        clause.size().duration(),
        advance.duration(),
        Optional.ofNullable(grace).map(Amount::duration));
  }
}
