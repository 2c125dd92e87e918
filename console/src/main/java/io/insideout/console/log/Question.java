package io.insideout.console.log;

import io.insideout.console.query.Query;
import io.insideout.console.query.QueryError;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What somebody asks of a topic.
///
/// @param partition that one alone
/// @param limit how many records are told at most
record Question(String topic, OptionalInt partition, Start start, Query query, int limit) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final int MOST_RECORDS = 500;
  private static final int RECORDS = 50;
  private static final String[] PARAMETERS = {
    "partition", "offset", "time", "from", "cursor", "query", "limit"
  };

  /// Where to begin.
  sealed interface Start {
    /// With the oldest records, or with the newest and backwards.
    record Edge(Direction direction) implements Start {}

    record Offset(long offset) implements Start {}

    /// With the first records that are not older.
    record Time(Instant time) implements Start {}

    record GoingOn(ScanCursor cursor) implements Start {}
  }

  /// @throws Problem 400 that names what makes no sense, 404 where no topic can have that name
  static Question of(Request request) {
    request.allowQuery(PARAMETERS);
    String topic = topic(request);
    OptionalInt partition =
        request.query("partition").isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of((int) request.queryNumber("partition", 0, 0, 1_000_000));
    return new Question(
        topic,
        partition,
        start(request, topic),
        query(request),
        (int) request.queryNumber("limit", RECORDS, 1, MOST_RECORDS));
  }

  private static String topic(Request request) {
    return possible(request.path("topic"));
  }

  /// A name that a topic can have.
  ///
  /// @throws Problem 404 where none can
  static String possible(String topic) {
    if (!NAME.matcher(topic).matches()) {
      throw Problem.notFound("no topic can have that name");
    }
    return topic;
  }

  private static Query query(Request request) {
    try {
      return Query.parse(request.query("query").orElse(""));
    } catch (QueryError e) {
      throw Problem.invalid("query", "cannot be read " + e.getMessage());
    }
  }

  private static Start start(Request request, String topic) {
    List<String> given =
        Stream.of("offset", "time", "from", "cursor")
            .filter(name -> request.query(name).isPresent())
            .toList();
    if (given.size() > 1) {
      throw Problem.invalid(
          given.getLast(), "says where to begin, as %s does".formatted(given.getFirst()));
    }
    return switch (given.isEmpty() ? "" : given.getFirst()) {
      case "offset" -> new Start.Offset(request.queryNumber("offset", 0, 0, Long.MAX_VALUE));
      case "time" -> new Start.Time(time(request.query("time")));
      case "cursor" -> {
        if (request.query("partition").isPresent()) {
          throw Problem.invalid("partition", "is what the cursor says already");
        }
        yield new Start.GoingOn(ScanCursor.read(request.query("cursor").orElse(""), topic));
      }
      default -> new Start.Edge(edge(request.query("from").orElse("end")));
    };
  }

  private static Direction edge(String from) {
    return switch (from) {
      case "beginning" -> Direction.FORWARD;
      case "end" -> Direction.BACKWARD;
      default -> throw Problem.invalid("from", "is beginning or end");
    };
  }

  private static Instant time(Optional<String> text) {
    try {
      Instant time = Instant.parse(text.orElse(""));
      if (time.toEpochMilli() >= 0) {
        return time;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Told below, as what is before 1970 is.
    }
    throw Problem.invalid("time", "is a time from 1970 on, such as 2010-12-06T00:00:00Z");
  }

  Direction direction() {
    return switch (start) {
      case Start.Edge(var direction) -> direction;
      case Start.GoingOn(var cursor) -> cursor.direction();
      case Start.Offset _, Start.Time _ -> Direction.FORWARD;
    };
  }
}
