package io.insideout.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.common.uri.UriPath;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.insideout.runtime.view.ViewClosed;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The answers to requests that fail, by what made them fail.
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final int LONGEST_MESSAGE = 200;

  private Refusals() {}

  /// @param closing whether the door closes: then whatever goes wrong goes wrong for that
  static Answer of(Throwable failure, ServerRequest request, boolean closing) {
    String path = HttpDoor.path(request);
    return switch (failure) {
      case Problem problem -> Answer.problem(problem, path);
      case HttpException refused -> byStatus(refused.status(), refused.getMessage(), path);
      case RequestException refused -> byStatus(refused.status(), refused.getMessage(), path);
      case Body.Broken _ ->
          ending(Answer.problem(Problem.invalid("body", "cannot be read to its end"), path));
      case InterruptedException _ -> closing(path);
      case ViewClosed _ -> closing(path);
      case Throwable _ when closing -> closing(path);
      default -> {
        LOG.error("{} {} failed", request.prologue().method().text(), path, failure);
        yield Answer.problem(
            new Problem(500, "failed", "This should not have happened", "see the log", List.of()),
            path);
      }
    };
  }

  /// Nothing is there, or not by this method.
  static Answer noRoute(List<Route> routes, ServerRequest request) {
    UriPath path = request.prologue().uriPath();
    TreeSet<String> methods =
        routes.stream()
            .filter(route -> route.pattern().variables(path).isPresent())
            .map(Route::method)
            .collect(Collectors.toCollection(TreeSet::new));
    return methods.isEmpty()
        ? Answer.problem(
            Problem.notFound(
                "nothing is at "
                    + HttpDoor.path(request)
                    + "; what there is stands in /openapi.json"),
            HttpDoor.path(request))
        : Answer.problem(
                new Problem(
                    405,
                    "method-not-allowed",
                    "Not this method",
                    "allowed are " + methods,
                    List.of()),
                HttpDoor.path(request))
            .with("Allow", String.join(", ", methods));
  }

  static Answer closing(String path) {
    return ending(Answer.problem(Problem.unavailable("the system is closing"), path));
  }

  /// What Helidon refuses before any route is asked.
  static DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
      handlers.addHandler(
          event,
          (request, type, status, headers, message) -> {
            Answer answer = byStatus(blamed(request, status), message, request.path());
            DirectHandler.TransportResponse.Builder response =
                DirectHandler.TransportResponse.builder()
                    .status(Status.create(answer.status()))
                    .headers(headers)
                    .header(HeaderNames.CONTENT_TYPE, answer.contentType());
            return response.entity(answer.whole()).build();
          });
    }
    return handlers.build();
  }

  /// What is not even a request makes Helidon's parser stumble, which it takes for its own fault.
  private static Status blamed(TransportRequest request, Status status) {
    return status.code() >= 500 && request.method().isEmpty() ? Status.BAD_REQUEST_400 : status;
  }

  private static Answer byStatus(Status status, @Nullable String message, String path) {
    return switch (status.code()) {
      case 413 ->
          ending(
              Answer.problem(
                  new Problem(
                      413,
                      "too-large",
                      "The body is too large",
                      "at most " + HttpDoor.MAX_BODY_BYTES + " bytes are taken",
                      List.of()),
                  path));
      case 408 ->
          ending(
              Answer.problem(
                  new Problem(
                      408,
                      "too-slow",
                      "The body is too long in coming",
                      "send the whole of it at once",
                      List.of()),
                  path));
      case 500 ->
          Answer.problem(
              new Problem(500, "failed", "This should not have happened", "", List.of()), path);
      default ->
          Answer.problem(
              new Problem(
                  status.code(),
                  "invalid-request",
                  status.reasonPhrase(),
                  message == null ? "" : printable(message),
                  List.of()),
              path);
    };
  }

  /// What is left of the request is not read, so that nothing can follow it.
  private static Answer ending(Answer answer) {
    return answer.with("Connection", "close");
  }

  private static String printable(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new String(bytes, 0, Math.min(LONGEST_MESSAGE, bytes.length), UTF_8);
  }
}
