package io.insideout.services.payments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.fuzz.Foreign;
import io.insideout.fuzz.Kept;
import io.insideout.runtime.Secret;
import io.insideout.services.payments.PaymentProvider.Answer;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Declined;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ProviderAnswerFuzzTest {
  private static final int MOST_CALLS = 3;

  /// What an answer takes in the log, with what was asked.
  private static final int MOST_CHARS = 1_000;

  private static final Queue<String> ANSWERS = new ConcurrentLinkedQueue<>();
  private static final List<Integer> STATUSES = new ArrayList<>();
  private static HttpServer server;
  private static HttpProvider unnamed;
  private static HttpProvider named;

  @BeforeAll
  static void aProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", ProviderAnswerFuzzTest::answer);
    server.start();
    unnamed = provider(null);
    named = provider("pi_1");
  }

  private static HttpProvider provider(@Nullable String reference) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new HttpProvider(
        new ProviderCalls(url, new Secret("TEST", "sk_test_1"), Duration.ofSeconds(10)),
        _ -> reference);
  }

  @AfterAll
  static void close() {
    unnamed.close();
    named.close();
    server.stop(0);
  }

  /// An answer is a line: a status of three digits, and a body.
  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String line = String.valueOf(ANSWERS.poll());
    int status = line.matches("(?s)[2-5]\\d\\d.*") ? Integer.parseInt(line.substring(0, 3)) : 200;
    byte[] body = line.substring(Math.min(3, line.length())).getBytes(UTF_8);
    STATUSES.add(status);
    boolean isEmpty = body.length == 0 || status == 204 || status == 304;
    exchange.sendResponseHeaders(status, isEmpty ? -1 : body.length);
    if (!isEmpty) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void whatever_the_provider_answers_money_is_held_declined_or_nobody_knows(byte[] input)
      throws InterruptedException {
    BugDetectors.allowNetworkConnections((_, port) -> port == server.getAddress().getPort());
    String[] lines = Foreign.texts(input, MOST_CALLS);
    PaymentRequest authorize = request(PaymentKind.AUTHORIZE);
    Answer held = ask(unnamed, authorize, null, lines);
    if (held instanceof Approved) {
      assertThat(held.reference()).as("its name, by which it is taken").isNotBlank();
    }
    for (PaymentKind kind : PaymentKind.values()) {
      var _ = ask(named, request(kind), null, lines);
    }
    var _ = ask(unnamed, request(PaymentKind.VOID), authorize, lines);
  }

  private static PaymentRequest request(PaymentKind kind) {
    return new PaymentRequest("o-1/" + kind, "o-1", kind, "tok-1", "GBP", 1_000L);
  }

  private static Answer ask(
      HttpProvider provider,
      PaymentRequest request,
      @Nullable PaymentRequest unanswered,
      String[] lines)
      throws InterruptedException {
    ANSWERS.clear();
    STATUSES.clear();
    ANSWERS.addAll(List.of(lines));
    Answer answer = provider.ask(request, unanswered);
    // What was never done is undone without a word.
    if (answer instanceof Approved && request.getKind() != PaymentKind.VOID) {
      assertThat(STATUSES.getLast()).as("the last answer").isBetween(200, 299);
    }
    if (answer instanceof Declined declined) {
      assertThat(declined.reason()).isNotBlank();
    }
    Authorization kept = Attempts.of(request, answer, 1);
    Kept.asItCame(kept, Authorization.class);
    assertThat(kept.toString()).hasSizeLessThan(MOST_CHARS);
    return answer;
  }
}
