package io.insideout.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Caller.Customer;
import io.insideout.runtime.http.CallerLimits;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.HostNames;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A gateway that asks who calls, before services that ask again.
class LockedGatewayTest {
  private static final String OPEN_API =
      """
      {"paths": {
        "/api/open": {"get": {"security": []}},
        "/api/orders": {"get": {"security": [{"token": ["customer"]}, {"token": ["operator"]}]}},
        "/api/silent": {"get": {}},
        "/api/stock": {"get": {"security": [{"token": ["operator"]}]}}}}""";

  private static final Guard GUARD =
      authorization ->
          switch (authorization.orElseThrow(Problem::tokenMissing)) {
            case "operator" -> Caller.anybody();
            case "customer" -> new Customer("ada", Instant.MAX);
            default -> throw Problem.tokenRefused("nobody knows it");
          };

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpDoor service =
      new HttpDoor(
          "127.0.0.1",
          0,
          List.of(
              Route.get("/api/open", _ -> Answer.nothing()).forAnybody(),
              // Stricter than what is described: the service has the last word.
              Route.get("/api/orders", request -> Answer.json(Map.of("by", said(request)))),
              Route.get("/api/silent", _ -> Answer.nothing()),
              Route.get("/api/stock", _ -> Answer.nothing())),
          GUARD,
          HostNames.any(),
          CallerLimits.NONE);
  private Gateway gateway;

  private static String said(Request request) {
    return request.header("Authorization").orElse("nothing");
  }

  @BeforeEach
  void open() {
    service.start();
    gateway = Gateways.open(Doors.told(Map.of("/api", List.of(service.url()))), OPEN_API, GUARD);
  }

  @AfterEach
  void close() {
    gateway.close();
    service.close();
    http.close();
  }

  private HttpResponse<String> get(String path, String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.runFile().http() + path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/open, '', 204",
    "/api/orders, '', 401",
    "/api/orders, wrong, 401",
    "/api/silent, customer, 403",
    "/api/silent, operator, 204",
    "/api/stock, customer, 403",
    "/api/stock, operator, 204",
  })
  void itAsksAsTheDescriptionSays(String path, String authorization, int status) throws Exception {
    assertThat(get(path, authorization).statusCode()).isEqualTo(status);
  }

  @Test
  void whatWasSaidIsHandedOnAndHeldAgainstTheServicesOwnRule() throws Exception {
    assertThat(get("/api/orders", "operator").body()).isEqualTo("{\"by\":\"operator\"}");
    assertThat(get("/api/orders", "customer").statusCode()).isEqualTo(403);
  }
}
