package io.insideout.app.gateway;

import io.insideout.runtime.Pause;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Hands a request on and its answer back. What was asked is asked again only where that cannot do
/// anything twice: a GET, or, where the connection was refused, a POST with an `Idempotency-Key`.
final class Forwarder implements AutoCloseable {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);

  /// A command may wait this long for the log, and a row for its view.
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(35);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration ASK_AGAIN_FOR = Duration.ofSeconds(1);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(50);

  /// A body up to here is read before it is answered, so that one that breaks off can be asked for
  /// again or be told as a problem.
  private static final long WHOLE_BYTES = 1 << 20;

  private static final int COPIED_BYTES = 1 << 14;

  private static final List<String> TO_SERVICE =
      List.of(
          "Accept",
          "Authorization",
          "Content-Type",
          "Idempotency-Key",
          "Stripe-Signature",
          "traceparent");
  private static final List<String> TO_CALLER =
      List.of("Location", "Retry-After", "Allow", "WWW-Authenticate");

  private static final int UNAVAILABLE = 503;

  private final Doors doors;
  private final Preference preference = new Preference();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  Forwarder(Doors doors) {
    this.doors = doors;
  }

  /// Hands a request to a door that answers its path, and to the next where that one does not and
  /// nothing can be done twice.
  Answer forward(String method, String path, Request request) throws InterruptedException {
    byte[] body = request.bytes();
    boolean get = method.equals("GET");
    boolean keyed = method.equals("POST") && request.header("Idempotency-Key").isPresent();
    long deadlineNanos = System.nanoTime() + ASK_AGAIN_FOR.toNanos();
    for (boolean anew = false; true; anew = true) {
      Optional<Answer> answer = forward(method, doors.at(path, anew), request, body);
      if (answer.isPresent()) {
        return answer.get();
      }
      if (!(get || keyed) || System.nanoTime() >= deadlineNanos) {
        throw away();
      }
      Pause.atMost(ASK_AGAIN_AFTER);
    }
  }

  /// Of the doors that can be asked the first that answers.
  private Optional<Answer> forward(String method, List<URI> answering, Request request, byte[] body)
      throws InterruptedException {
    boolean get = method.equals("GET");
    Optional<Answer> closing = Optional.empty();
    for (URI door : preference.order(answering, nameOf(request))) {
      try {
        Answer answer = send(method, door, request, body);
        if (!get || answer.status() != UNAVAILABLE) {
          return Optional.of(answer);
        }
        closing = Optional.of(answer);
      } catch (ConnectException | HttpConnectTimeoutException refused) {
        // Nothing was sent.
      } catch (IOException brokenOff) {
        if (!get) {
          throw away();
        }
      }
      preference.silent(door);
    }
    return closing;
  }

  private static Problem away() {
    return Problem.unavailable(
        "who answers this is away at this moment; try again, an order with its same key");
  }

  /// By what a caller is known: its own name, or where it comes from.
  private static String nameOf(Request request) {
    return request.caller() instanceof Caller.Customer(var customerId, _)
        ? customerId
        : request.peer();
  }

  /// Asks one door what a GET asked here.
  ///
  /// @throws IOException if it does not answer in time
  Answer ask(URI door, Request request, Duration within) throws IOException, InterruptedException {
    return send("GET", door, request, new byte[0], within);
  }

  private Answer send(String method, URI door, Request request, byte[] body)
      throws IOException, InterruptedException {
    Duration within =
        request.queryNames().contains("wait") ? ANSWER_WITHIN.plus(LONGEST_WAIT) : ANSWER_WITHIN;
    return send(method, door, request, body, within);
  }

  private Answer send(String method, URI door, Request request, byte[] body, Duration within)
      throws IOException, InterruptedException {
    HttpRequest.Builder asked =
        HttpRequest.newBuilder(URI.create(door + request.target()))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (String name : TO_SERVICE) {
      request.header(name).ifPresent(value -> asked.header(name, value));
    }
    CompletableFuture<HttpResponse<Body>> answer = http.sendAsync(asked.build(), Forwarder::body);
    try {
      return answer(answer.get(within.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + within.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } finally {
      // Whoever does not wait any more must not keep the connection.
      var _ = answer.cancel(true);
    }
  }

  /// The body of an answer.
  private sealed interface Body {
    record Whole(byte[] bytes) implements Body {}

    record Streamed(InputStream in) implements Body {}
  }

  private static HttpResponse.BodySubscriber<Body> body(HttpResponse.ResponseInfo head) {
    long length = head.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE);
    return length <= WHOLE_BYTES || head.statusCode() == 204
        ? BodySubscribers.mapping(BodySubscribers.ofByteArray(), Body.Whole::new)
        : BodySubscribers.mapping(BodySubscribers.ofInputStream(), Body.Streamed::new);
  }

  private static Answer answer(HttpResponse<Body> from) {
    Map<String, String> headers = new HashMap<>();
    for (String name : TO_CALLER) {
      from.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
    }
    Answer.Content content =
        switch (from.body()) {
          case Body.Whole(var bytes) -> new Answer.Content.Whole(bytes);
          case Body.Streamed(var in) -> new Answer.Content.Streamed(out -> copy(in, out));
        };
    String contentType = from.headers().firstValue("Content-Type").orElse("");
    return new Answer(from.statusCode(), contentType, headers, content);
  }

  /// What comes bit by bit is sent on bit by bit: the next may be long in coming.
  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] bytes = new byte[COPIED_BYTES];
    try (from) {
      for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
        to.write(bytes, 0, read);
        if (from.available() == 0) {
          to.flush();
        }
      }
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
