package io.insideout.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes in, a 4xx with a code and a sentence goes out, and the registry goes on.
class BadRequestsTest {
  private static final String VERSIONS = "/subjects/bad/versions";

  @RegisterExtension static final RunningRegistry RUNNING = new RunningRegistry();

  private final RestClient rest = RUNNING.client();

  @AfterEach
  void the_registry_goes_on_and_holds_nothing_of_it() {
    assertThat(rest.get("/subjects?deleted=true").text()).isEqualTo("200 []");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"schema\":",
        "nonsense",
        "[]",
        "7",
        "null",
        "\"text\"",
        "{} {}",
        "{\"schema\":\"\\\"int\\\"\",\"schema\":\"\\\"long\\\"\"}",
        "\u0000\u0001",
      })
  void a_body_that_is_no_json_object_is_a_bad_request(String body) {
    assertThat(rest.post(VERSIONS, body).error()).isEqualTo("400/400");
    assertThat(rest.post("/subjects/bad", body).error()).isEqualTo("400/400");
    assertThat(rest.put("/config", body).error()).isEqualTo("400/400");
    assertThat(rest.post("/compatibility" + VERSIONS, body).error()).isEqualTo("400/400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"schema\":null}",
        "{\"schema\":{\"type\":\"int\"}}",
        "{\"schema\":\"\"}",
        "{\"schema\":\"{\"}",
        "{\"schema\":\"int\"}",
        "{\"schema\":\"{\\\"type\\\":\\\"nope\\\"}\"}",
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":7}\"}",
        "{\"schema\":\"\\\"int\\\"\",\"schemaType\":\"PROTOBUF\"}",
        "{\"schema\":\"\\\"int\\\"\",\"schemaType\":5}",
        "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"x\"}]}",
        "{\"schema\":\"\\\"int\\\"\",\"ruleSet\":{}}",
      })
  void a_schema_that_is_none_is_an_invalid_schema(String body) {
    var answer = rest.post(VERSIONS, body);
    assertThat(answer.error()).isEqualTo("422/42201");
    assertThat(answer.message())
        .startsWith("Invalid schema: ")
        .doesNotContain("com.fasterxml", "Exception", "\n");
  }

  @Test
  void a_default_of_another_type_is_an_invalid_schema() {
    var schema =
        "{'type':'record','name':'R','fields':[{'name':'a','type':'int','default':'x'}]}"
            .replace('\'', '"');
    var answer = rest.register("bad", schema);
    assertThat(answer.error()).isEqualTo("422/42201");
    assertThat(answer.message()).contains("Invalid default for field a");
  }

  @Test
  void a_caller_does_not_choose_ids() {
    assertThat(rest.post(VERSIONS, "{\"schema\":\"\\\"int\\\"\",\"id\":12}").error())
        .isEqualTo("422/42205");
  }

  @Test
  void a_schema_nested_without_end_is_an_invalid_schema() {
    for (int depth : new int[] {999, 5_000, 30_000}) {
      var schema = "{\"type\":\"array\",\"items\":".repeat(depth) + "\"int\"" + "}".repeat(depth);
      var answer = rest.post("/compatibility/subjects/bad/versions", RestClient.schemaBody(schema));
      assertThat(answer.status()).as("depth %d", depth).isIn(200, 422);
    }
    assertThat(rest.post(VERSIONS, "[".repeat(100_000)).error()).isEqualTo("400/400");
  }

  @Test
  void unknown_paths_and_wrong_methods_are_told_apart() {
    assertThat(rest.get("/nothing").error()).isEqualTo("404/404");
    assertThat(rest.get("/subjects/a/b/c/d/e").error()).isEqualTo("404/404");
    assertThat(rest.get("/schemas/ids").error()).isEqualTo("404/404");
    assertThat(rest.post("/subjects", "{}").error()).isEqualTo("405/405");
    assertThat(rest.put(VERSIONS, "{}").error()).isEqualTo("405/405");
    assertThat(rest.send("PATCH", "/config", BodyPublishers.noBody()).error()).isEqualTo("405/405");
    assertThat(rest.get("/subjects/%ff%fe/versions").status()).isIn(400, 404);
  }

  @Test
  void a_body_over_the_limit_is_too_large_with_and_without_a_declared_length() {
    var body = RestClient.schemaBody("x".repeat(2 * 1024 * 1024)).getBytes(ISO_8859_1);
    assertThat(rest.send("POST", VERSIONS, BodyPublishers.ofByteArray(body)).error())
        .isEqualTo("413/413");
    var unsized = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    assertThat(rest.send("POST", VERSIONS, unsized).error()).isEqualTo("413/413");
  }

  @Test
  void a_body_far_over_the_limit_is_cut_off() {
    var endless = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[64 << 20]));
    try {
      assertThat(rest.send("POST", VERSIONS, endless).error()).isEqualTo("413/413");
    } catch (UncheckedIOException e) {
      // The registry answers and hangs up; whether a caller hears it while it still sends is luck.
      assertThat(e).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void a_schema_that_no_record_can_hold_is_too_large() {
    var schema = "{'type':'fixed','name':'F','size':1,'doc':'%s'}".replace('\'', '"');
    var doc = "x".repeat(1024 * 1024 - 200);
    assertThat(rest.register("bad", schema.formatted(doc)).error()).isEqualTo("422/42209");
  }

  @Test
  void a_body_that_says_it_is_no_json_is_not_read() {
    var body = BodyPublishers.ofString("{\"schema\":\"\\\"int\\\"\"}");
    assertThat(rest.send("POST", VERSIONS, body, "Content-Type", "text/xml").error())
        .isEqualTo("415/415");
    assertThat(rest.send("POST", "/subjects/bad", body, "Content-Type", "application/json").error())
        .isEqualTo("404/40401");
    assertThat(rest.send("POST", "/subjects/bad", body, "Accept", "application/json").error())
        .isEqualTo("404/40401");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rubbish\r\n\r\n",
        "GET /subjects/%zz/versions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /subjects?deleted=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /subjects HTTP/9.9\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET subjects HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /config HTTP/1.1\r\nbroken header\r\n\r\n",
        "PUT /config HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
        "PUT /config HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\nConnection: close\r\n\r\n",
        "GET /config HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "PUT /config HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
      })
  void bytes_that_are_hardly_http_get_an_answer_without_a_stack_trace(String request)
      throws IOException {
    var answer = raw(request);
    assertThat(answer).as(request).matches("(?s)HTTP/1.1 [24]\\d\\d .*");
    assertThat(answer).doesNotContain("\tat ", "io.helidon", "java.lang");
    var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    if (!answer.startsWith("HTTP/1.1 2")) {
      assertThat(new ObjectMapper().readTree(body).path("error_code").asInt())
          .isBetween(400, 42299);
    }
  }

  private static String raw(String request) throws IOException {
    var url = RUNNING.registry().url();
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
