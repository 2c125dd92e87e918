package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.insideout.runtime.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The schema registry, looked at over HTTP.
@ExtendWith(OneSystem.class)
class SchemasDoorTest {
  private static final String FITS = "/api/schemas/products-value/compatibility";

  private final Http http;

  SchemasDoorTest(TestSystem system) {
    this.http = system.http();
  }

  private Reply tried(Object schema) {
    return http.post(
        FITS, new String(Json.write(Map.of("schema", schema)), StandardCharsets.UTF_8));
  }

  @Test
  void subjects_are_listed_with_their_versions() {
    JsonNode all = http.get("/api/schemas").expect(200).json();
    assertThat(all.path("compatibility").asText()).isEqualTo("BACKWARD");
    assertThat(all.path("subjects").valueStream().map(JsonNode::asText))
        .contains("orders-value", "products-value");
    JsonNode products = http.get("/api/schemas/products-value").expect(200).json();
    assertThat(products.path("count").asInt()).isEqualTo(products.path("versions").size());
    assertThat(products.path("versions").path(0).path("schema").path("name").asText())
        .isEqualTo("Product");
  }

  @Test
  void whether_a_schema_would_fit_is_told_with_what_speaks_against_it() {
    JsonNode now =
        http.get("/api/schemas/products-value").json().path("versions").path(0).path("schema");
    assertThat(tried(now).expect(200).json().path("compatible").asBoolean()).isTrue();
    assertThat(tried(now.toString()).expect(200).json().path("compatible").asBoolean()).isTrue();

    ObjectNode without = now.deepCopy();
    ((ObjectNode) without.path("fields").path(0)).put("name", "article");
    JsonNode said = tried(without).expect(200).json();
    assertThat(said.path("compatible").asBoolean()).isFalse();
    assertThat(said.path("messages").path(0).asText()).contains("article");
    assertThat(
            http.get("/api/schemas/products-value").json().path("versions").path(0).path("schema"))
        .isEqualTo(now);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"schema\": null}",
        "{\"schema\": \"no schema\"}",
        "{\"schema\": 7}",
        "[]"
      })
  void what_is_no_schema_is_refused(String body) {
    http.post(FITS, body).expect(400);
  }

  @Test
  void a_subject_that_nobody_knows_is_not_found() {
    http.get("/api/schemas/nobody-value").expect(404);
    http.get("/api/schemas/..%2F..%2Fconfig").expect(404);
    http.post("/api/schemas/nobody-value/compatibility", "{\"schema\": \"\\\"string\\\"\"}")
        .expect(404);
  }
}
