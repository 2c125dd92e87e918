package io.insideout.app.gateway;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.OngoingBody;
import io.insideout.runtime.http.WholeAnswer;
import io.insideout.runtime.view.Sight;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks doors. Where there is another, one that is slow is waited for as long as it is there: while
/// it does not answer it is asked whether it lives, and where it does not say so it is given up. So
/// a long poll may take its minute, and a process that stands still takes nobody's. It is the same
/// in the middle of an answer: a machine that loses its power does not say that there is no more.
final class DoorClient implements AutoCloseable {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);

  /// Together less than two seconds: so soon another is asked.
  private static final Duration LOOK_AFTER = Duration.ofMillis(600);

  /// A body up to here is read before it is answered, so that one that breaks off can be asked for
  /// again or be told as a problem.
  private static final long WHOLE_BYTES = 1 << 20;

  /// A part of a list is put to others, and has to be there as a whole: 500 items of 64 KB.
  private static final long WHOLE_PART_BYTES = 32 << 20;

  private static final int COPIED_BYTES = 1 << 14;
  private static final String LIVE = "/health/live";

  private final List<String> toCaller;
  private final Silence silence;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  /// @param toCaller the headers of answers that are handed on
  DoorClient(List<String> toCaller, Silence silence) {
    this.toCaller = List.copyOf(toCaller);
    this.silence = silence;
  }

  /// What a door is asked.
  ///
  /// @param target path and query
  /// @param within how long the answer may take
  /// @param elsewhere whether another answers the same
  record Question(
      String method,
      String target,
      Map<String, String> headers,
      byte[] body,
      Duration within,
      boolean elsewhere) {}

  /// @throws IOException if it does not answer in time, or does not live
  Answer ask(URI door, Question question) throws IOException, InterruptedException {
    HttpRequest.Builder asked =
        HttpRequest.newBuilder(URI.create(door + question.target()))
            .method(
                question.method(),
                question.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(question.body()));
    question.headers().forEach(asked::header);
    CompletableFuture<HttpResponse<Body>> answer =
        http.sendAsync(asked.build(), head -> body(door, head));
    try {
      return answer(awaited(door, question, answer));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } finally {
      // Whoever does not wait any more must not keep the connection.
      var _ = answer.cancel(true);
    }
  }

  private HttpResponse<Body> awaited(
      URI door, Question question, CompletableFuture<HttpResponse<Body>> answer)
      throws IOException, InterruptedException, ExecutionException {
    long deadlineNanos = System.nanoTime() + question.within().toNanos();
    Duration lookAfter = question.elsewhere() ? LOOK_AFTER : question.within();
    while (true) {
      long leftNanos = deadlineNanos - System.nanoTime();
      try {
        return answer.get(Math.min(leftNanos, lookAfter.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (leftNanos <= lookAfter.toNanos()) {
          throw new IOException("no answer in time", e);
        }
        requireAlive(door);
      }
    }
  }

  private void requireAlive(URI door) throws IOException, InterruptedException {
    try {
      var _ =
          WholeAnswer.to(
              HttpRequest.newBuilder(URI.create(door + LIVE)).build(),
              http,
              WHOLE_BYTES,
              silence.livesWithin());
    } catch (IOException dead) {
      // Even where this is refused: what it was asked before has been sent, and may have been done.
      throw new IOException("it does not say that it lives", dead);
    }
  }

  private void requireHope(URI door, Duration sinceLast) throws IOException, InterruptedException {
    if (sinceLast.compareTo(silence.atMost()) > 0) {
      throw new IOException("nothing comes of it any more");
    }
    requireAlive(door);
  }

  /// The body of an answer.
  private sealed interface Body {
    record Whole(byte[] bytes) implements Body {}

    record Streamed(InputStream in) implements Body {}
  }

  private HttpResponse.BodySubscriber<Body> body(URI door, HttpResponse.ResponseInfo head) {
    long length = head.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE);
    boolean isPart = head.headers().firstValue(Sight.SHARE).isPresent();
    return length <= (isPart ? WHOLE_PART_BYTES : WHOLE_BYTES) || head.statusCode() == 204
        ? BodySubscribers.mapping(BodySubscribers.ofByteArray(), Body.Whole::new)
        : BodySubscribers.mapping(
            new OngoingBody(silence.lookAfter(), sinceLast -> requireHope(door, sinceLast)),
            Body.Streamed::new);
  }

  private Answer answer(HttpResponse<Body> from) {
    Map<String, String> headers = new HashMap<>();
    for (String name : toCaller) {
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
