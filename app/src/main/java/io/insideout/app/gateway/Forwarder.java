package io.insideout.app.gateway;

import io.insideout.app.gateway.DoorClient.Question;
import io.insideout.runtime.Pause;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.EventStream;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.view.Sight;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hands a request on and its answer back. What was asked is asked again only where that cannot do
/// anything twice: a GET, or, where the connection was refused, a POST with an `Idempotency-Key`.
/// Nobody is shown less than anybody was shown before: see [Marks].
final class Forwarder implements AutoCloseable {
  /// A command may wait this long for the log, and a row for its view.
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(35);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /// Longer than it takes to see that an instance is gone, and to have its part taken over.
  private static final Duration ASK_AGAIN_FOR = Duration.ofSeconds(2);

  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(50);

  private static final List<String> TO_SERVICE =
      List.of(
          "Accept",
          "Authorization",
          "Content-Type",
          "Idempotency-Key",
          "Stripe-Signature",
          "traceparent");
  private static final List<String> TO_CALLER =
      List.of(
          "Location",
          "Retry-After",
          "Allow",
          "WWW-Authenticate",
          Sight.POSITIONS,
          Sight.AS_OF,
          Sight.SHARE,
          Sight.ELSEWHERE);

  private static final int UNAVAILABLE = 503;

  private final Doors doors;
  private final Preference preference = new Preference();
  private final Marks marks = new Marks(System::nanoTime);
  private final DoorClient client;
  private final Retelling retelling = new Retelling();

  Forwarder(Doors doors, Silence silence) {
    this.doors = doors;
    this.client = new DoorClient(TO_CALLER, silence);
  }

  /// Hands a request to a door that answers its path, and to the next where that one does not and
  /// nothing can be done twice.
  Answer forward(String method, String path, Request request) throws InterruptedException {
    return forward(method, path, request, method.equals("GET") && EventStream.isWanted(request));
  }

  private Answer forward(String method, String path, Request request, boolean followed)
      throws InterruptedException {
    Handing handing = new Handing(method, path, request, request.bytes(), followed);
    boolean keyed = method.equals("POST") && request.header("Idempotency-Key").isPresent();
    long deadlineNanos = System.nanoTime() + ASK_AGAIN_FOR.toNanos();
    for (boolean anew = false; true; anew = true) {
      Optional<Answer> answer = handing.toFirstOf(doors.at(path, anew));
      if (answer.isPresent()) {
        return answer.get();
      }
      if (followed && handing.isElsewhere()) {
        return retelling.of(() -> forward(method, path, request, false));
      }
      if (!(handing.isGet() || keyed || handing.isElsewhere())
          || System.nanoTime() >= deadlineNanos) {
        throw away();
      }
      Pause.atMost(ASK_AGAIN_AFTER);
    }
  }

  /// A request on its way through doors.
  private final class Handing {
    private final String method;
    private final String path;
    private final Request request;
    private final byte[] body;
    private final boolean followed;
    private final Wait wait;
    private boolean again;
    private boolean elsewhere;

    /// @param followed whether the caller is told what comes, and not only what is
    Handing(String method, String path, Request request, byte[] body, boolean followed) {
      this.method = method;
      this.path = path;
      this.request = request;
      this.body = body;
      this.followed = followed;
      this.wait = Wait.of(request, System.nanoTime());
    }

    boolean isGet() {
      return method.equals("GET");
    }

    /// Whether nobody has done anything, for each has said that others keep it.
    boolean isElsewhere() {
      return elsewhere;
    }

    /// The first answer that there is; of a list that is divided, what all parts come to.
    Optional<Answer> toFirstOf(List<URI> answering) throws InterruptedException {
      Optional<Answer> closing = Optional.empty();
      Gathering gathering = new Gathering();
      for (URI door : preference.order(answering, nameOf(request))) {
        try {
          Answer answer = to(door, gathering.without(), answering.size() > 1);
          if (answer.headers().containsKey(Sight.ELSEWHERE)) {
            elsewhere = true;
            continue;
          }
          String share = answer.headers().get(Sight.SHARE);
          if (share != null) {
            Optional<Answer> whole = gathering.take(share, answer);
            if (whole.isPresent()) {
              return whole;
            }
            continue;
          }
          if (!isGet() || answer.status() != UNAVAILABLE) {
            return Optional.of(answer);
          }
          closing = Optional.of(answer);
        } catch (ConnectException | HttpConnectTimeoutException refused) {
          // Nothing was sent.
        } catch (IOException brokenOff) {
          if (!isGet()) {
            preference.silent(door);
            throw away();
          }
        }
        again = true;
        preference.silent(door);
      }
      return closing;
    }

    private Answer to(URI door, String without, boolean others)
        throws IOException, InterruptedException {
      Map<String, String> headers = headers(request);
      if (isGet() && !followed) {
        headers.put(Sight.WITHOUT, without);
        headers.computeIfPresent("Accept", (_, wanted) -> plainly(wanted));
      }
      marks
          .required(path, request.header(Sight.AT_LEAST))
          .ifPresent(required -> headers.put(Sight.AT_LEAST, required));
      Answer answer =
          client.ask(
              door,
              new Question(
                  method,
                  wait.target(again, System.nanoTime()),
                  headers,
                  body,
                  wait.wants() ? ANSWER_WITHIN.plus(LONGEST_WAIT) : ANSWER_WITHIN,
                  others));
      Optional.ofNullable(answer.headers().get(Sight.POSITIONS))
          .ifPresent(positions -> marks.shown(path, positions));
      return answer;
    }
  }

  private static String plainly(String accept) {
    return accept.contains(EventStream.TYPE) ? "application/json" : accept;
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : TO_SERVICE) {
      request.header(name).ifPresent(value -> headers.put(name, value));
    }
    return headers;
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
    return client.ask(
        door, new Question("GET", request.target(), headers(request), new byte[0], within, false));
  }

  @Override
  public void close() {
    retelling.close();
    client.close();
  }
}
