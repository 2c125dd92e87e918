package io.insideout.sql;

import io.insideout.runtime.http.Problem;
import io.insideout.sql.table.Reading;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// What is posted.
///
/// @param sql one statement
/// @param from where a query begins to read streams: `beginning`, `end`, or a time such as
///   `2010-12-01T08:00:00Z`; null is the beginning
/// @param untilNow whether a query ends with what is in the log now; null is no
record SqlRequest(String sql, @Nullable String from, @Nullable Boolean untilNow) {
  Reading reading() {
    return new Reading(begin(), untilNow != null && untilNow);
  }

  private Reading.From begin() {
    return switch (from) {
      case null -> new Reading.From.Beginning();
      case "beginning" -> new Reading.From.Beginning();
      case "end" -> new Reading.From.End();
      default -> {
        try {
          yield new Reading.From.Time(Instant.parse(from));
        } catch (DateTimeParseException e) {
          throw Problem.invalid(
              "from", "is beginning, end, or a time such as 2010-12-01T08:00:00Z");
        }
      }
    };
  }
}
