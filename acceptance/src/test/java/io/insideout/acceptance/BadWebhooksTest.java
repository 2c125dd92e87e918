package io.insideout.acceptance;

import static io.insideout.acceptance.Problems.isProblem;
import static io.insideout.acceptance.Problems.refusesField;
import static io.insideout.acceptance.Problems.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Webhooks that cannot be, down to addresses that are none.
@ExtendWith(OneSystem.class)
class BadWebhooksTest {
  private static final String PATH = "/api/webhooks";
  private static final String GOOD = "{\"url\": \"http://127.0.0.1:1/\", \"active\": false}";

  private final Http http;

  BadWebhooksTest(TestSystem system) {
    this.http = system.http();
  }

  static List<List<String>> webhooks() {
    return table("bad-webhooks.txt", 2);
  }

  @ParameterizedTest
  @MethodSource("webhooks")
  void a_webhook_that_breaks_a_rule_is_refused(List<String> bad) {
    refusesField(http.post(PATH, bad.get(1)), bad.get(0));
  }

  @Test
  void what_is_too_long_is_refused() {
    refusesField(
        http.post(PATH, "{\"url\": \"http://127.0.0.1/%s\"}".formatted("x".repeat(1_000))), "url");
    refusesField(
        http.post(
            PATH,
            "{\"url\": \"http://127.0.0.1/\", \"description\": \"%s\"}".formatted("x".repeat(201))),
        "description");
    refusesField(
        http.post(PATH, "{\"url\": \"http://127.0.0.1/\"}", "Idempotency-Key", "k".repeat(201)),
        "Idempotency-Key");
    isProblem(http.post(PATH, " ".repeat((1 << 20) + 1)), 413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "%00", "..%2f..%2fetc", "a%20b", "%3Cscript%3E", "\u00e9"})
  void one_that_there_is_not_is_not_found(String id) {
    String path = PATH + "/" + id;
    isProblem(http.get(path), 404);
    isProblem(http.get(path + "/secret"), 404);
    isProblem(http.put(path, GOOD), 404);
    isProblem(http.delete(path), 404);
    isProblem(http.post(path + "/rotate", ""), 404);
    isProblem(http.post(path + "/test", ""), 404);
  }

  @Test
  void a_change_that_breaks_a_rule_changes_nothing() {
    String path =
        PATH
            + "/"
            + http.post(PATH, "{\"url\": \"http://127.0.0.1:1/\"}")
                .expect(201)
                .json()
                .path("webhookId")
                .asText();
    try {
      refusesField(http.put(path, "{}"), "url");
      refusesField(http.put(path, "{\"url\": \"http://127.0.0.1/\", \"from\": \"now\"}"), "from");
      refusesField(
          http.put(path, "{\"url\": \"http://127.0.0.1/\", \"active\": \"no\"}"), "active");
      refusesField(http.put(path, "{\"url\": \"http://169.254.169.254/\"}"), "url");
      isProblem(http.post(path, "{}"), 405);
      isProblem(http.get(path + "?secret=1"), 400);
      isProblem(http.get(path + "/rotate"), 405);
      assertThat(http.get(path).expect(200).json().path("url").asText())
          .isEqualTo("http://127.0.0.1:1/");
    } finally {
      http.delete(path).expect(204);
    }
  }
}
