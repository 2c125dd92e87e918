package io.insideout.acceptance;

import static io.insideout.acceptance.Problems.isProblem;
import static io.insideout.acceptance.Problems.isRefused;
import static io.insideout.acceptance.Problems.refusesField;
import static io.insideout.acceptance.Problems.table;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that are none, from a wrong method down to bytes: always a problem of the 400s.
@ExtendWith(OneSystem.class)
class BadRequestsTest {
  private final TestSystem system;
  private final Http http;

  BadRequestsTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/orders",
    "DELETE, /api/orders",
    "PATCH, /api/orders",
    "POST, /api/orders/x",
    "DELETE, /api/orders/x",
    "POST, /api/products",
    "POST, /api/products/TEA",
    "PATCH, /api/stock/TEA",
    "POST, /metrics",
    "PUT, /openapi.json",
    "DELETE, /health/live",
    "POST, /api/views/orders/entries",
    "POST, /api/services",
    "DELETE, /api/services/fraud",
    "DELETE, /api/services/fraud/stores/activity/rows",
  })
  void another_method_is_refused_with_those_that_are_allowed(String method, String path) {
    Reply reply = http.send(method, path, "{}");
    isProblem(reply, 405);
    assertThat(reply.header("allow")).isPresent();
    assertThat(reply.header("allow").orElseThrow()).doesNotContain(method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE"})
  void nothing_is_at_an_unknown_path(String method) {
    for (String path :
        List.of(
            "/nothing", "/api", "/api/order", "/api/orders/x/y", "/API/orders", "/problems/x")) {
      isProblem(http.send(method, path, method.equals("GET") ? null : "{}"), 404);
    }
  }

  static List<List<String>> targets() {
    return table("strange-targets.txt", 1);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void a_strange_target_is_refused(List<String> target) throws Exception {
    isRefused(new RawHttp(system.url()).get(target.getFirst()));
  }

  /// Later ones are refused by the log itself, and not only at this moment.
  @Test
  void an_order_of_an_hour_to_come_is_refused() {
    String order =
        """
        {"cardToken": "early", "lines": [{"sku": "TEA", "quantity": 1}], "placedAt": "%s"}""";
    Instant now = Instant.now();
    refusesField(
        http.post("/api/orders", order.formatted(now.plus(Duration.ofHours(2)))), "placedAt");
    http.place(order.formatted(now.plus(Duration.ofMinutes(45))));
  }

  @Test
  void an_id_of_any_length_is_not_known() throws Exception {
    isProblem(new RawHttp(system.url()).get("/api/orders/" + "x".repeat(1_500)), 404);
    Reply reply = new RawHttp(system.url()).get("/api/orders/" + "x".repeat(60_000));
    assertThat(reply.status()).isBetween(400, 499);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "BREW /api/orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "G@T /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\nbad header: x\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
        "POST /api/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /api/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: ten\r\n\r\n",
        "POST /api/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /api/orders HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "POST /api/orders HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST /api/orders HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
      })
  void a_malformed_request_is_refused_as_a_problem(String request) throws Exception {
    Reply reply = new RawHttp(system.url()).send(request.getBytes(UTF_8));
    isRefused(reply);
  }

  @Test
  void headers_that_are_too_large_are_refused() throws Exception {
    Reply one = new RawHttp(system.url()).get("/metrics", "X-Large: " + "x".repeat(100_000));
    assertThat(one.status()).isIn(400, 413, 431);
    isProblem(one, one.status());
    String[] many = new String[5_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "X-Many-" + i + ": " + i;
    }
    Reply all = new RawHttp(system.url()).get("/metrics", many);
    assertThat(all.status()).isIn(400, 413, 431);
    isProblem(all, all.status());
  }

  @Test
  void a_body_above_a_mebibyte_is_too_large_with_its_length_told() {
    isProblem(http.post("/api/orders", " ".repeat((1 << 20) + 1)), 413);
    isProblem(http.put("/api/products/BAD", " ".repeat(5 << 20)), 413);
    isProblem(http.post("/api/orders", " ".repeat(1 << 20)), 400);
  }

  @Test
  void a_body_above_a_mebibyte_is_too_large_with_its_length_untold() throws Exception {
    byte[] head =
        """
        POST /api/orders HTTP/1.1\r
        Host: localhost\r
        Transfer-Encoding: chunked\r
        Connection: close\r
        \r
        """
            .getBytes(UTF_8);
    byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(UTF_8);
    byte[][] request = new byte[20][];
    request[0] = head;
    for (int i = 1; i < request.length; i++) {
      request[i] = chunk;
    }
    isProblem(new RawHttp(system.url()).send(request), 413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Idempotency-Key:", "Idempotency-Key: a b", "Idempotency-Key: \u00e9"})
  void an_invalid_idempotency_key_is_refused(String header) throws Exception {
    refusesKey(header);
  }

  @Test
  void an_idempotency_key_that_is_too_long_or_doubled_is_refused() throws Exception {
    refusesKey("Idempotency-Key: " + "k".repeat(201));
    refusesKey("Idempotency-Key: a\r\nIdempotency-Key: b");
  }

  private void refusesKey(String header) throws Exception {
    String body = "{\"cardToken\": \"bad-key\", \"lines\": [{\"sku\": \"X\", \"quantity\": 1}]}";
    Reply reply =
        new RawHttp(system.url())
            .send(
                ("POST /api/orders HTTP/1.1\r\nHost: localhost\r\n%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s")
                    .formatted(header, body.length(), body)
                    .getBytes(UTF_8));
    refusesField(reply, "Idempotency-Key");
  }

  @Test
  void a_traceparent_that_makes_no_sense_is_ignored() {
    for (String bad : List.of("rubbish", "00-" + "0".repeat(32) + "-" + "0".repeat(16) + "-01")) {
      http.post(
              "/api/orders",
              "{\"cardToken\": \"bad-trace\", \"lines\": [{\"sku\": \"X\", \"quantity\": 1}]}",
              "traceparent",
              bad)
          .expect(202);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</script><img src=x onerror=alert(1)>",
        "'; DROP TABLE orders; --",
        "${jndi:ldap://localhost/x}",
        "%s%n%d",
        "\\u0000\\u0001\\u001b[31m",
        "\\u202egnp.exe",
        "\\uD83C\\uDF75",
        "../../etc/passwd",
      })
  void a_hostile_text_is_kept_as_it_is_and_does_no_harm(String text) {
    http.put(
            "/api/customers/hostile", "{\"name\": \"%s\", \"country\": \"Norway\"}".formatted(text))
        .expect(200);
    Reply seen = http.get("/api/customers/hostile").expect(200);
    assertThat(seen.contentType()).isEqualTo("application/json");
    assertThat(seen.header("x-content-type-options")).contains("nosniff");
    String expected = new Reply(0, Map.of(), "\"" + text + "\"").json().asText().strip();
    assertThat(seen.json().path("name").asText()).isEqualTo(expected);
  }

  @Test
  void a_head_request_is_answered_without_a_body() throws Exception {
    Reply reply = new RawHttp(system.url()).request("HEAD", "/api/orders");
    assertThat(reply.status()).isLessThan(500);
  }

  @Test
  void the_system_is_well_after_all_that() {
    isProblem(http.post("/api/orders", "{"), 400);
    assertThat(http.get("/health/ready").expect(200).json().path("status").asText())
        .isEqualTo("UP");
  }
}
