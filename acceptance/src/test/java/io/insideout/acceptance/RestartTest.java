package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.app.Insideout;
import io.insideout.runtime.StartFailure;
import io.insideout.testkit.Eventually;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A system that is closed while callers wait, and started again.
class RestartTest {
  /// Longer than the test: an order of an unknown article is undecided until the article is known.
  private static final Map<String, String> PATIENT = Map.of("details-grace-ms", "600000");

  private static final String ORDER =
      "{\"cardToken\": \"%s\", \"lines\": [{\"sku\": \"%s\", \"quantity\": 2}]}";

  @TempDir private Path data;

  @SuppressWarnings("try") // that it is closed under its callers is what is tested
  @Test
  void nobody_hangs_when_it_closes_and_nothing_is_lost_when_it_starts_again() throws Exception {
    JsonNode validated;
    String waiting;
    String written;
    try (TestSystem system = TestSystem.start(data, PATIENT)) {
      Http http = system.http();
      system.sell("RE-TEA", 10);
      http.put("/api/stock/RE-LATE", "{\"onHand\": 5}").expect(200);
      http.put(
              "/api/fraud/rules/re-rule",
              "{\"subject\": \"CARD\", \"measure\": \"ORDERS\", \"windowSeconds\": 60, \"limit\": 9}")
          .expect(200);
      String id = http.place(ORDER.formatted("re-1", "RE-TEA"), "Idempotency-Key", "re-key");
      validated = http.paid(id).json();
      http.put(
              "/api/products/RE-WRITTEN",
              "{\"description\": \"A cup of tea\", \"listPrice\": \"1\"}")
          .expect(200);
      http.put("/api/stock/RE-WRITTEN", "{\"onHand\": 5}").expect(200);
      http.put("/api/customers/re-ada", "{\"name\": \"Ada Lovelace\", \"country\": \"Norway\"}")
          .expect(200);
      written = http.place(ORDER.formatted("re-6", "RE-WRITTEN"));
      http.paid(written);
      waiting = http.place(ORDER.formatted("re-2", "RE-LATE"));

      endsByTimeWithWhatIsThere(http, waiting);
      List<CompletableFuture<Reply>> polls = waiters(http, waiting);
      system.close();
      for (CompletableFuture<Reply> poll : polls) {
        Problems.isProblem(poll.get(20, TimeUnit.SECONDS), 503);
      }
    }

    somebodyWritesInStores();
    try (TestSystem system = TestSystem.start(data, PATIENT)) {
      Http http = system.http();
      whatWasWrittenInDiffersFromTheLog(new StoreChecks(http), written);
      String id = validated.path("orderId").asText();
      assertThat(http.get("/api/orders/" + id).expect(200).json()).isEqualTo(validated);
      assertThat(http.get("/api/orders?state=PAID").json().path("orders").size()).isEqualTo(2);
      assertThat(http.get("/api/stock/RE-TEA").json().path("reserved").asLong()).isEqualTo(2);
      assertThat(http.get("/api/products/RE-TEA").expect(200).json().path("listPrice").asText())
          .isEqualTo("2.50");
      http.get("/api/fraud/rules/re-rule").expect(200);
      String body = ORDER.formatted("re-1", "RE-TEA");
      assertThat(http.place(body, "Idempotency-Key", "re-key")).isEqualTo(id);
      http.post("/api/orders", body.replace("2}", "3}"), "Idempotency-Key", "re-key").expect(409);

      assertThat(http.get("/api/orders/" + waiting).expect(200).state()).isEqualTo("REQUESTED");
      everyWaiterWakes(system, waiting);
      assertThat(http.settled(http.place(ORDER.formatted("re-3", "RE-TEA"))).state())
          .isIn("VALIDATED", "PAID");
      assertThat(system.verify().toString()).contains("Every law holds");
      refusesASecondOnTheSameDirectory();
    }
  }

  private void somebodyWritesInStores() throws Exception {
    assertThat(Tampered.replace(data.resolve("views/products"), "A cup of tea", "A pot of tea"))
        .isEqualTo(1);
    assertThat(Tampered.replace(data.resolve("state/shipping"), "Ada Lovelace", "Eva Lovelace"))
        .isEqualTo(1);
    assertThat(Tampered.replace(data.resolve("state/orders"), "RE-WRITTEN", "RE-FORGOTT"))
        .isPositive();
  }

  private static void whatWasWrittenInDiffersFromTheLog(StoreChecks checks, String order) {
    for (List<String> one :
        List.of(
            List.of("products/stores/products-view", "RE-WRITTEN", "A pot of tea", "A cup of tea"),
            List.of("shipping/stores/customers", "re-ada", "Eva Lovelace", "Ada Lovelace"),
            List.of("orders/stores/current", order, "RE-FORGOTT", "RE-WRITTEN"))) {
      JsonNode answer = checks.fold("/api/services/" + one.get(0), one.get(1));
      JsonNode fold = answer.path("folds").get(0);

      assertThat(answer.path("verdict").asText()).as(answer.toString()).isEqualTo("differs");
      assertThat(fold.at("/row/value").toString()).contains(one.get(2));
      assertThat(fold.at("/record/value").toString()).contains(one.get(3));
      assertThat(fold.at("/row/digest")).isNotEqualTo(fold.at("/record/digest"));
    }
    assertThat(checks.fold("/api/services/products/stores/products-view", "RE-TEA").toString())
        .contains("\"verdict\":\"equal\"");
  }

  @Test
  void a_log_keeps_the_partitions_that_it_was_made_with() throws Exception {
    String id;
    try (TestSystem system = TestSystem.start(data, Map.of("partitions", "3"))) {
      system.sell("RE-KEEP", 10);
      id = system.http().place(ORDER.formatted("re-4", "RE-KEEP"));
      assertThat(system.http().settled(id).state()).isIn("VALIDATED", "PAID");
    }
    try (Insideout other = TestSystem.prepared(data, Map.of("partitions", "5"))) {
      assertThatThrownBy(other::start)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("'orders' has 3 partitions, declared are 5");
    }
    try (TestSystem system = TestSystem.start(data, Map.of("partitions", "0"))) {
      Http http = system.http();
      assertThat(http.get("/api/orders/" + id).expect(200).state()).isIn("VALIDATED", "PAID");
      assertThat(http.settled(http.place(ORDER.formatted("re-5", "RE-KEEP"))).state())
          .isIn("VALIDATED", "PAID");
      assertThat(system.verify().toString()).contains("Every law holds");
    }
  }

  private void endsByTimeWithWhatIsThere(Http http, String waiting) {
    Reply undecided =
        http.get("/api/orders/" + waiting + "?wait=settled&timeout=200ms").expect(200);
    assertThat(undecided.state()).isEqualTo("REQUESTED");
    Problems.isProblem(http.get("/api/orders/nobody?wait=settled&timeout=200ms"), 404);
    Problems.isProblem(http.get("/api/orders/nobody?wait=settled&timeout=0s"), 404);
  }

  private static List<CompletableFuture<Reply>> waiters(Http http, String orderId) {
    List<CompletableFuture<Reply>> polls =
        IntStream.range(0, 300)
            .mapToObj(_ -> http.getLater("/api/orders/" + orderId + "?wait=settled&timeout=60s"))
            .toList();
    Eventually.eventually(
        "300 callers wait",
        () -> http.get("/metrics").body().contains("insideout_callers_waiting 300.0"));
    return polls;
  }

  /// The unknown article becomes known: half of them wait already, the others come meanwhile and
  /// after it.
  private static void everyWaiterWakes(TestSystem system, String waiting) throws Exception {
    Http http = system.http();
    List<CompletableFuture<Reply>> before = waiters(http, waiting);
    http.put("/api/products/RE-LATE", "{\"description\": \"Late\", \"listPrice\": \"1\"}")
        .expect(200);
    List<CompletableFuture<Reply>> after =
        IntStream.range(0, 300)
            .mapToObj(_ -> http.getLater("/api/orders/" + waiting + "?wait=settled&timeout=60s"))
            .toList();
    for (List<CompletableFuture<Reply>> polls : List.of(before, after)) {
      for (CompletableFuture<Reply> poll : polls) {
        Reply reply = poll.get(30, TimeUnit.SECONDS).expect(200);
        assertThat(reply.state()).isNotEqualTo("REQUESTED");
        assertThat(reply.json().path("version").asInt()).isEqualTo(2);
      }
    }
    assertThat(http.get("/metrics").body()).contains("insideout_callers_waiting 0.0");
  }

  private void refusesASecondOnTheSameDirectory() {
    try (Insideout second = TestSystem.prepared(data, Map.of())) {
      assertThatThrownBy(second::start)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("in use")
          .hasMessageContaining(data.toString());
    }
  }
}
