package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The laws, proven by the running system itself.
@ExtendWith(OneSystem.class)
class LawsTest {
  private final TestSystem system;
  private final Http http;

  LawsTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
  }

  @Test
  void a_proof_is_made_in_the_background() {
    system.sell("LAWS-TEA", 10);
    http.paid(
        http.place(
            "{\"cardToken\": \"laws\", \"lines\": [{\"sku\": \"LAWS-TEA\", \"quantity\": 1}]}"));
    Reply begun = http.post("/api/laws/proof", "").expect(202);
    assertThat(begun.json().path("running").asBoolean()).isTrue();

    JsonNode last =
        eventually(
            "the proof is made",
            Duration.ofSeconds(90),
            () -> {
              JsonNode state = http.get("/api/laws").expect(200).json();
              return state.path("running").asBoolean()
                  ? Optional.empty()
                  : Optional.of(state.path("last"));
            });
    assertThat(last.path("report").path("laws")).hasSize(11);
    assertThat(last.path("report").path("records").asLong()).isPositive();
  }

  @Test
  void what_a_proof_does_not_know_is_refused() {
    http.get("/api/laws?law=A").expect(400);
    http.post("/api/laws/proof?fast=true", "").expect(400);
  }
}
