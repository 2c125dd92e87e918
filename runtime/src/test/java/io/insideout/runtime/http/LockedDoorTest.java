package io.insideout.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.insideout.runtime.http.Caller.Customer;
import io.insideout.runtime.http.Caller.Operator;
import io.insideout.runtime.http.Caller.Stranger;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A door with a guard: who is let in where, and for how long.
class LockedDoorTest {
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);

  private final CountDownLatch never = new CountDownLatch(1);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpDoor door =
      new HttpDoor(
          "127.0.0.1",
          0,
          List.of(
              Route.get("/open", LockedDoorTest::seen).forAnybody(),
              Route.get("/customers", LockedDoorTest::seen).forCustomers(),
              Route.get("/operators", LockedDoorTest::seen),
              Route.get("/waits", this::waits),
              Route.get("/streams", _ -> Answer.stream("text/plain", LockedDoorTest::goOn))),
          LockedDoorTest::guard,
          HostNames.any(),
          CallerLimits.NONE);

  private static Caller guard(Optional<String> authorization) {
    return switch (authorization.orElseThrow(Problem::tokenMissing)) {
      case "operator" -> new Operator(Instant.MAX);
      case "operator for a moment" -> new Operator(Instant.now().plusMillis(200));
      case "customer" -> new Customer("ada", Instant.MAX);
      case "stranger" -> new Stranger(Instant.MAX);
      default -> throw Problem.tokenRefused("nobody knows it");
    };
  }

  private static Answer seen(Request request) {
    return Answer.json(Map.of("caller", request.caller().getClass().getSimpleName()));
  }

  private Answer waits(Request request) throws InterruptedException {
    never.await();
    return Answer.nothing();
  }

  private static void goOn(OutputStream out) throws IOException {
    while (!Thread.currentThread().isInterrupted()) {
      out.write("more\n".getBytes(UTF_8));
      out.flush();
    }
  }

  @BeforeEach
  void open() {
    door.start();
  }

  @AfterEach
  void close() {
    never.countDown();
    http.close();
    door.close();
  }

  private <T> HttpResponse<T> get(
      String path, String authorization, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(door.url().resolve(path)).timeout(ENDS_WITHIN);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), handler);
  }

  @ParameterizedTest
  @CsvSource({
    "/open, '', 200",
    "/open, wrong, 200",
    "/customers, '', 401",
    "/customers, wrong, 401",
    "/customers, stranger, 403",
    "/customers, customer, 200",
    "/customers, operator, 200",
    "/operators, '', 401",
    "/operators, wrong, 401",
    "/operators, stranger, 403",
    "/operators, customer, 403",
    "/operators, operator, 200",
  })
  void eachRouteIsForWhomItSays(String path, String authorization, int status) throws Exception {
    HttpResponse<String> answer = get(path, authorization, BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (status >= 400) {
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
    if (status == 401) {
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
          .isEqualTo(authorization.isEmpty() ? "Bearer" : "Bearer error=\"invalid_token\"");
    }
  }

  @Test
  void whoWaitsIsToldWhenTheTokenEnds() throws Exception {
    HttpResponse<String> answer = get("/waits", "operator for a moment", BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("expired");
    // The same connection serves the next, who is not woken.
    assertThat(get("/operators", "operator", BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsStreamedEndsWithTheToken() throws Exception {
    HttpResponse<InputStream> answer =
        get("/streams", "operator for a moment", BodyHandlers.ofInputStream());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(bytesUntilTheEnd(answer.body())).isPositive();
  }

  /// However it ends: broken off, or at an end.
  private static long bytesUntilTheEnd(InputStream body) {
    long bytes = 0;
    try (body) {
      for (int read = body.read(); read >= 0; read = body.read()) {
        bytes++;
      }
    } catch (IOException brokenOff) {
      return bytes;
    }
    return bytes;
  }

  @Test
  void aCustomerSeesTheirOwnAndAnOperatorAll() {
    assertThat(new Customer("ada", Instant.MAX).sees("ada")).isTrue();
    assertThat(new Customer("ada", Instant.MAX).sees("bob")).isFalse();
    assertThat(new Customer("ada", Instant.MAX).sees(null)).isFalse();
    assertThat(Caller.anybody().sees("bob")).isTrue();
    assertThat(Caller.anybody().sees(null)).isTrue();
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> Caller.nobody().sees("ada"));
  }
}
