package io.insideout.chaos.bank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.chaos.bank.Book.Reply;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A payment provider over HTTP that is not part of the system: it stands in the process of the one
/// who does harm, so it lives on whoever is killed, and in the end says what it has really done.
/// Some of what it does it answers with an error, as if the answer had been lost.
public final class Bank implements AutoCloseable {
  private static final int ANSWERS_LOST_OF_TEN = 1;
  private static final String INTENTS = "/v1/payment_intents";

  private final Book book = new Book();
  private final Random random;
  private final HttpDoor door;
  private volatile @Nullable Held held;

  /// Opens on a free port of this machine.
  ///
  /// @param seed draws the answers that are lost
  public Bank(long seed) {
    random = new Random(seed);
    door =
        new HttpDoor(
            "127.0.0.1",
            0,
            List.of(
                Route.get(INTENTS + "/{id}", asked -> answer(book.find(asked.path("id")))),
                Route.post(INTENTS, asked -> tell(book.create(key(asked), form(asked)))),
                Route.post(
                    INTENTS + "/{id}/capture",
                    asked -> tell(book.capture(key(asked), asked.path("id"), form(asked)))),
                Route.post(
                    INTENTS + "/{id}/cancel",
                    asked -> tell(book.cancel(key(asked), asked.path("id"), form(asked)))),
                Route.post("/v1/refunds", asked -> tell(book.refund(key(asked), form(asked))))));
    door.start();
  }

  /// Where it is.
  public URI url() {
    return door.url();
  }

  /// From here on nobody is told what was done, until that is closed.
  public Held hold() {
    Held now = new Held();
    held = now;
    return now;
  }

  /// How every order stands that it was asked to hold money for, by the orders' ids.
  public Map<String, Statement> statements() {
    return book.statements();
  }

  private Answer tell(Reply reply) throws InterruptedException {
    Held now = held;
    if (now != null && reply.isNew()) {
      now.hold();
    }
    return reply.isNew() && isLost() ? Answer.json(500, Map.of(), Map.of()) : answer(reply);
  }

  private synchronized boolean isLost() {
    return random.nextInt(10) < ANSWERS_LOST_OF_TEN;
  }

  private static Answer answer(Reply reply) {
    return Answer.json(reply.status(), Map.of(), reply.body());
  }

  private static String key(Request asked) {
    return asked
        .header("Idempotency-Key")
        .orElseThrow(() -> Problem.invalid("Idempotency-Key", "is required"));
  }

  private static Map<String, String> form(Request asked) {
    Map<String, String> form = new HashMap<>();
    String body = new String(asked.bytes(), UTF_8);
    for (String field : body.isEmpty() ? new String[0] : body.split("&", -1)) {
      int equals = field.indexOf('=');
      form.put(
          URLDecoder.decode(field.substring(0, equals), UTF_8),
          URLDecoder.decode(field.substring(equals + 1), UTF_8));
    }
    return form;
  }

  @Override
  public void close() {
    Held now = held;
    if (now != null) {
      now.close();
    }
    door.close();
  }
}
