package io.insideout.chaos.bank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BankTest {
  private static final Map<String, String> HOLD =
      Map.of("amount", "1000", "payment_method", "card-1", "metadata[order_id]", "o-1");

  private final Bank bank = new Bank(1);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.shutdownNow();
    bank.close();
  }

  @Test
  void whatIsAskedUnderAKeyIsDoneOnceAndAnsweredTheSame() {
    String intent = done("/v1/payment_intents", "k-1", HOLD);
    assertThat(done("/v1/payment_intents", "k-1", HOLD)).isEqualTo(intent);
    String capture = "/v1/payment_intents/pi_1/capture";
    done(capture, "k-2", Map.of("amount_to_capture", "600"));
    done(capture, "k-2", Map.of("amount_to_capture", "600"));
    done(capture, "k-3", Map.of("amount_to_capture", "400"));
    done("/v1/refunds", "k-4", Map.of("payment_intent", "pi_1", "amount", "300"));
    done("/v1/refunds", "k-4", Map.of("payment_intent", "pi_1", "amount", "300"));

    assertThat(bank.statements()).isEqualTo(Map.of("o-1", new Statement(1, 1_000, 1_000, 300)));
  }

  @Test
  void underAnotherKeyItIsDoneOnceMore() {
    done("/v1/payment_intents", "k-1", HOLD);
    done("/v1/payment_intents", "k-2", HOLD);

    assertThat(bank.statements()).isEqualTo(Map.of("o-1", new Statement(2, 2_000, 0, 0)));
  }

  @Test
  void whatIsCancelledIsHeldNoMoreAndCannotBeTaken() {
    done("/v1/payment_intents", "k-1", HOLD);
    done("/v1/payment_intents/pi_1/cancel", "k-2", Map.of());

    assertThat(
            ask("/v1/payment_intents/pi_1/capture", "k-3", Map.of("amount_to_capture", "1"))
                .statusCode())
        .isEqualTo(400);
    assertThat(bank.statements()).isEqualTo(Map.of("o-1", new Statement(1, 0, 0, 0)));
  }

  @Test
  void noMoreIsTakenThanIsHeldAndNoMoreGivenBackThanWasTaken() {
    done("/v1/payment_intents", "k-1", HOLD);

    assertThat(
            ask("/v1/payment_intents/pi_1/capture", "k-2", Map.of("amount_to_capture", "1001"))
                .statusCode())
        .isEqualTo(400);
    assertThat(
            ask("/v1/refunds", "k-3", Map.of("payment_intent", "pi_1", "amount", "1")).statusCode())
        .isEqualTo(400);
    assertThat(ask("/v1/payment_intents/pi_9/cancel", "k-4", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void aKeyThatWasUsedForSomethingElseIsRefusedAndACardMayBeDeclined() {
    done("/v1/payment_intents", "k-1", HOLD);

    assertThat(ask("/v1/payment_intents", "k-1", Map.of("amount", "2")).body())
        .contains("idempotency_error");
    assertThat(
            ask(
                    "/v1/payment_intents",
                    "k-2",
                    Map.of("amount", "2", "payment_method", Book.DECLINED + "1"))
                .statusCode())
        .isEqualTo(402);
  }

  @Test
  void whatIsHeldIsDoneAndToldOnlyLater() throws Exception {
    CompletableFuture<HttpResponse<String>> told;
    try (Held held = bank.hold()) {
      assertThat(held.awaitDone(Duration.ZERO)).isFalse();
      told = CompletableFuture.supplyAsync(() -> ask("/v1/payment_intents", "k-1", HOLD));
      assertThat(held.awaitDone(Duration.ofMinutes(1))).isTrue();
      assertThat(bank.statements()).containsKey("o-1");
      assertThat(told).isNotDone();
    }
    assertThat(told.get().statusCode()).isIn(200, 500);
  }

  @Test
  void someAnswersAreLostAndTheNextOneUnderTheKeyTellsWhatWasDone() {
    long lost =
        IntStream.range(0, 200)
            .map(i -> ask("/v1/payment_intents", "k-" + i, HOLD).statusCode())
            .filter(status -> status == 500)
            .count();

    assertThat(lost).isBetween(5L, 60L);
    IntStream.range(0, 200)
        .forEach(
            i ->
                assertThat(ask("/v1/payment_intents", "k-" + i, HOLD).statusCode()).isEqualTo(200));
    assertThat(bank.statements().values()).extracting(Statement::intents).containsExactly(200);
  }

  /// Asks until there is an answer, and wants to be told that it is done.
  private String done(String path, String key, Map<String, String> form) {
    HttpResponse<String> first = ask(path, key, form);
    HttpResponse<String> answer = first.statusCode() == 500 ? ask(path, key, form) : first;
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> ask(String path, String key, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(
                one ->
                    URLEncoder.encode(one.getKey(), UTF_8)
                        + "="
                        + URLEncoder.encode(one.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(bank.url() + path))
              .header("Idempotency-Key", key)
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no answer from the bank", e);
    }
  }
}
