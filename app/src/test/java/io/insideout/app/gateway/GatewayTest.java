package io.insideout.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.RunFile;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.testkit.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway before a service that is a door of our own.
class GatewayTest {
  private static final String OPEN_API =
      """
      {"paths": {
        "/api/orders": {"get": {}, "post": {}},
        "/api/orders/{id}": {"get": {}},
        "/api/stock/{key}": {"put": {}},
        "/health/live": {"get": {}}}}""";

  @TempDir private Path parts;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final BitByBit bitByBit = new BitByBit();
  private final HttpClient http = HttpClient.newHttpClient();
  private Gateway gateway;
  private @Nullable HttpDoor service;

  @BeforeEach
  void open() {
    gateway = Gateways.open(Doors.announced(parts), OPEN_API, Guard.NONE);
  }

  @AfterEach
  void close() {
    gateway.close();
    close(service);
    http.close();
  }

  @Test
  void whatIsAskedAndAnsweredGoesThroughAsItIs() throws Exception {
    serve();

    HttpResponse<String> placed =
        send(post("/api/orders", "{\"a\": \"ü\"}").header("Idempotency-Key", "k 1"));
    HttpResponse<String> read = send(get("/api/orders/a%20b%3Ac?wait=settled&timeout=1s"));

    assertThat(placed.statusCode()).isEqualTo(202);
    assertThat(placed.headers().firstValue("Location")).contains("/api/orders/7");
    assertThat(placed.body()).isEqualTo("{\"orderId\":\"7\"}");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(asked)
        .containsExactly(
            "POST /api/orders k 1 {\"a\": \"ü\"}",
            "GET /api/orders/a%20b%3Ac?wait=settled&timeout=1s - ");
  }

  @Test
  void aServiceThatIsAwayIsAProblemThatSaysWhenToTryAgain() throws Exception {
    HttpResponse<String> answer = send(get("/api/orders/1"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("/problems/unavailable");
  }

  @Test
  void whatNobodyEverAnswersIsNotThere() throws Exception {
    serve();

    assertThat(send(get("/api/elsewhere")).statusCode()).isEqualTo(404);
    assertThat(send(post("/api/orders/1", "{}")).statusCode()).isEqualTo(405);
    assertThat(asked).isEmpty();
  }

  @Test
  void anOrderWithAKeyWaitsAMomentForAServiceThatStarts() throws Exception {
    CompletableFuture<HttpResponse<String>> keyed =
        http.sendAsync(
            post("/api/orders", "{}").header("Idempotency-Key", "k").build(),
            BodyHandlers.ofString());
    serve();

    assertThat(keyed.get().statusCode()).isEqualTo(202);
    assertThat(asked).containsExactly("POST /api/orders k {}");
  }

  @Test
  void whatBreaksOffIsAskedAgainOnlyWhereThatIsSafe() throws Exception {
    serve();

    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(url("/api/stock/breaks")).PUT(BodyPublishers.ofString("{}")));
    HttpResponse<String> read = send(get("/api/orders/breaks"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(asked).filteredOn(one -> one.startsWith("PUT")).hasSize(1);
    assertThat(read.statusCode()).isEqualTo(503);
    assertThat(asked).filteredOn(one -> one.startsWith("GET")).hasSizeGreaterThan(1);
  }

  @Test
  void aLongBodyThatBreaksOffDoesNotLookWhole() throws Exception {
    serve();

    assertThat(send(get("/api/orders/long")).body()).hasSize(3 << 20);
    assertThatThrownBy(() -> send(get("/api/orders/long-breaks"))).isInstanceOf(IOException.class);
  }

  @Test
  void whatComesBitByBitIsPassedOnAsItComes() throws Exception {
    serve();

    HttpResponse<InputStream> answer =
        http.send(
            get("/api/orders/bit-by-bit").header("Accept", "text/event-stream").build(),
            BodyHandlers.ofInputStream());
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("accepted: text/event-stream");
      bitByBit.firstIsSeen();
      assertThat(lines.readLine()).isEqualTo("and on");
    }
  }

  @Test
  void aBodyThatIsTooLargeGoesNowhere() throws Exception {
    serve();

    HttpResponse<String> answer =
        send(post("/api/orders", "x".repeat(HttpDoor.MAX_BODY_BYTES + 1)));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(asked).isEmpty();
  }

  @Test
  void aServiceThatMovedIsFoundWhereItIsNow() throws Exception {
    serve();
    assertThat(send(get("/api/orders/1")).statusCode()).isEqualTo(200);
    close(service);
    RunFile.delete(parts.resolve("orders"));
    serve();

    Eventually.eventually("the service is found again", this::answersAgain);
  }

  @Test
  void doorsThatAreToldAreFoundByTheLongestPath() {
    URI orders = URI.create("http://127.0.0.1:1");
    URI views = URI.create("http://127.0.0.1:2");
    Doors doors =
        Doors.told(Map.of("/api/orders", List.of(orders), "/api/orders/views", List.of(views)));

    assertThat(doors.at("/api/orders", false)).containsExactly(orders);
    assertThat(doors.at("/api/orders/{id}", false)).containsExactly(orders);
    assertThat(doors.at("/api/orders/views/all", true)).containsExactly(views);
    assertThat(doors.at("/api/ordersandmore", false)).isEmpty();
  }

  private boolean answersAgain() {
    try {
      return send(get("/api/orders/1")).statusCode() == 200;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void close(@Nullable HttpDoor door) {
    if (door != null) {
      door.close();
    }
  }

  private void serve() {
    HttpDoor opening =
        new HttpDoor(
            "127.0.0.1",
            0,
            List.of(
                Route.post("/api/orders", this::place),
                Route.get("/api/orders/{id}", this::read),
                Route.put("/api/stock/{key}", this::breakOff)));
    opening.start();
    service = opening;
    new RunFile(
            ProcessHandle.current().pid(),
            opening.url().toString(),
            "",
            "",
            List.of("/api/orders", "/api/orders/{id}", "/api/stock/{key}"))
        .write(parts.resolve("orders"));
  }

  private Answer place(Request request) {
    note("POST", request);
    return Answer.json(202, Map.of("Location", "/api/orders/7"), Map.of("orderId", "7"));
  }

  private Answer read(Request request) {
    note("GET", request);
    return switch (request.path("id")) {
      case "breaks" -> nothingComes();
      case "bit-by-bit" -> bitByBit.answer(request);
      case "long" -> Answer.stream("text/plain", out -> fill(out, 3));
      case "long-breaks" ->
          Answer.stream(
              "text/plain",
              out -> {
                fill(out, 2);
                throw new IOException("the end comes early");
              });
      default -> Answer.json(Map.of("orderId", request.path("id")));
    };
  }

  private Answer breakOff(Request request) {
    note("PUT", request);
    return nothingComes();
  }

  private static Answer nothingComes() {
    return Answer.stream(
        "text/plain",
        _ -> {
          throw new IOException("nothing comes");
        });
  }

  private static void fill(OutputStream out, int mebibytes) throws IOException {
    for (int i = 0; i < mebibytes; i++) {
      out.write("x".repeat(1 << 20).getBytes(UTF_8));
    }
  }

  private void note(String method, Request request) {
    asked.add(
        String.join(
            " ",
            method,
            request.target(),
            request.header("Idempotency-Key").orElse("-"),
            new String(request.bytes(), UTF_8)));
  }

  private URI url(String path) {
    return URI.create(gateway.runFile().http() + path);
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(url(path));
  }

  private HttpRequest.Builder post(String path, String body) {
    return HttpRequest.newBuilder(url(path)).POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
