package io.insideout.runtime.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.insideout.runtime.Metrics;
import java.io.IOException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends answers to callers who take them in time, and ends connections on which nothing can
/// follow.
///
/// @param isDraining whether nothing shall follow on any
record Sender(DoorLimits limits, Patience patience, BooleanSupplier isDraining) {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);

  /// What is counted by its name: callers can think up any number of others.
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /// @param body of the request, as far as it was read
  /// @throws CloseConnectionException if it is the last answer on the connection
  void send(ServerRequest request, ServerResponse response, Answer given, Body body) {
    Answer answer = isDraining.getAsBoolean() ? given.with("Connection", "close") : given;
    write(request, response, answer);
    if (isLast(request, answer)) {
      body.linger(limits.body().dividedBy(6));
      throw new CloseConnectionException("the last answer on this connection");
    }
    if (request.content().hasEntity() && !request.content().consumed()) {
      // Helidon reads it to its end before it takes the next request.
      patience.begin(limits.body());
    }
  }

  /// Helidon 4.5 says that it closes a connection, and leaves it open.
  private static boolean isLast(ServerRequest request, Answer answer) {
    return "close".equals(answer.headers().get("Connection"))
        || request.headers().contains(HeaderValues.CONNECTION_CLOSE);
  }

  private void write(ServerRequest request, ServerResponse response, Answer answer) {
    String method = request.prologue().method().text();
    Metrics.REQUESTS
        .labelValues(METHODS.contains(method) ? method : "other", String.valueOf(answer.status()))
        .inc();
    response.status(Status.create(answer.status()));
    if (!answer.contentType().isEmpty()) {
      response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
    }
    response.header("X-Content-Type-Options", "nosniff");
    answer.headers().forEach((name, value) -> response.header(name, value));
    patience.begin(limits.taking());
    if (method.equals("HEAD")) {
      response.send();
    } else {
      switch (answer.content()) {
        case Answer.Content.Whole(var bytes) -> response.send(bytes);
        case Answer.Content.Streamed(var writer) -> stream(request, response, writer);
      }
    }
    patience.end();
  }

  private void stream(ServerRequest request, ServerResponse response, Answer.Writer writer) {
    // Whoever writes may be long in finding what to write: only what is written has to be taken.
    patience.end();
    try {
      PatientStream out = new PatientStream(response.outputStream(), patience, limits.taking());
      writer.write(out);
      out.close();
    } catch (IOException e) {
      // A body that ends early must not look like a whole one: the connection is cut.
      LOG.debug("the answer to {} ends early", HttpDoor.path(request), e);
      throw new CloseConnectionException("the answer ends early", e);
    }
    patience.begin(limits.taking());
  }
}
