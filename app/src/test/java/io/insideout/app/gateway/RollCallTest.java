package io.insideout.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.RunFile;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services that run in several processes, behind the gateway.
class RollCallTest {
  private static final String OPEN_API =
      "{\"paths\": {\"/api/services\": {\"get\": {}}, \"/api/services/{service}\": {\"get\": {}}}}";

  @TempDir private Path parts;
  private final List<HttpDoor> processes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Gateway gateway;

  @BeforeEach
  void open() {
    gateway = Gateways.open(Doors.announced(parts), OPEN_API, Guard.NONE);
  }

  @AfterEach
  void close() {
    gateway.close();
    processes.forEach(HttpDoor::close);
    http.close();
  }

  @Test
  void theServicesOfAllProcessesAreTold() throws Exception {
    process("orders");
    process("fraud", "email");

    assertThat(get("/api/services").body())
        .isEqualTo(
            "{\"services\":[{\"service\":\"email\"},{\"service\":\"fraud\"},{\"service\":\"orders\"}]}");
  }

  @Test
  void aServiceIsShownByTheProcessThatRunsIt() throws Exception {
    process("orders");
    process("fraud", "email");

    assertThat(get("/api/services/email").body())
        .isEqualTo("{\"service\":\"email\",\"beside\":\"fraud\"}");
    assertThat(get("/api/services/orders").body())
        .isEqualTo("{\"service\":\"orders\",\"beside\":\"orders\"}");
  }

  @Test
  void whoDoesNotAnswerOrTellsNothingIsPassedOver() throws Exception {
    process("orders");
    close(process("fraud"));
    announce("foreign", serve(List.of()), List.of());

    assertThat(get("/api/services").body()).isEqualTo("{\"services\":[{\"service\":\"orders\"}]}");
    assertThat(get("/api/services/fraud").statusCode()).isEqualTo(503);
  }

  @Test
  void aServiceThatRunsNowhereIsNotThere() throws Exception {
    process("orders");

    for (String name : List.of("loyalty", "%7Bservice%7D", "%3Cimg%20src=x%3E", "..%2Forders")) {
      HttpResponse<String> answer = get("/api/services/" + name);
      assertThat(answer.statusCode()).as(name).isIn(400, 404);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
  }

  @Test
  void doorsThatAreToldAreAllAsked() throws Exception {
    HttpDoor orders = process("orders");
    HttpDoor fraud = process("fraud");
    Doors told =
        Doors.told(
            Map.of(
                "/api/orders", List.of(orders.url()),
                "/api/shipments", List.of(orders.url()),
                "/api/fraud", List.of(fraud.url())));

    assertThat(told.all()).containsExactlyInAnyOrder(orders.url(), fraud.url());
  }

  private HttpDoor process(String... services) {
    HttpDoor door =
        serve(
            List.of(
                Route.get(
                    "/api/services",
                    _ ->
                        Answer.json(
                            Map.of(
                                "services",
                                Stream.of(services)
                                    .map(service -> Map.of("service", service))
                                    .toList()))),
                Route.get(
                    "/api/services/{service}",
                    request ->
                        Answer.bytes(
                            "application/json",
                            "{\"service\":\"%s\",\"beside\":\"%s\"}"
                                .formatted(request.path("service"), services[0])
                                .getBytes(UTF_8)))));
    announce(services[0], door, Stream.of(services).map(Doors::pathOf).toList());
    return door;
  }

  private HttpDoor serve(List<Route> routes) {
    HttpDoor door = new HttpDoor("127.0.0.1", 0, routes);
    door.start();
    processes.add(door);
    return door;
  }

  private void announce(String name, HttpDoor door, List<String> paths) {
    new RunFile(ProcessHandle.current().pid(), door.url().toString(), "", "", paths)
        .write(parts.resolve(name));
  }

  private static void close(HttpDoor door) {
    door.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(gateway.runFile().http() + path)).build(),
        BodyHandlers.ofString());
  }
}
