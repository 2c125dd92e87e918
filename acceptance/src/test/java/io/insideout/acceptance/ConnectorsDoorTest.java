package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.testkit.Eventually;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Connectors over HTTP: one that has failed, one that somebody wants to rest.
@TestInstance(Lifecycle.PER_CLASS)
class ConnectorsDoorTest {
  private DatabaseSystem system;
  private Http http;

  @SuppressWarnings("NullAway.Init") // made before all tests
  ConnectorsDoorTest() {}

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    system = DatabaseSystem.start(directory);
    http = system.system().http();
    system.sell("TEA", 100);
  }

  @AfterAll
  void close() {
    system.close();
  }

  @Test
  void a_connector_that_has_failed_is_started_again_over_http_and_goes_on_where_it_was() {
    var _ = system.ask("alter table orders_view rename to mislaid");
    String order = system.delivered("TEA", 1);
    Eventually.eventually(
        "its task has failed, and why",
        () -> ordersView().path("failure").asText().contains("orders_view"));
    var _ = system.ask("alter table mislaid rename to orders_view");

    JsonNode told = restart("orders-view").expect(200).json();

    assertThat(told.path("works").asBoolean()).as(told.toString()).isTrue();
    assertThat(told.at("/connector/name").asText()).isEqualTo("orders-view");
    assertThat(told.at("/connector/tasks").toString()).isEqualTo("[\"RUNNING\"]");
    system.eventually(
        "the view has what it missed",
        "select min(state) from orders_view where order_id = '%s'".formatted(order),
        "DELIVERED");
  }

  @Test
  void a_connector_is_started_again_over_http_once_at_a_time_and_not_against_somebodys_will() {
    List<CompletableFuture<Reply>> asked =
        Stream.generate(() -> http.postLater("/api/connectors/legacy-tables/restart", ""))
            .limit(5)
            .toList();
    assertThat(asked.stream().map(CompletableFuture::join).map(Reply::status))
        .contains(200, 409)
        .containsOnly(200, 409);

    assertThat(restart("nobody%20else").expect(404).body())
        .contains("there is no connector 'nobody else'", "legacy-tables, orders-view");
    http.post("/api/connectors/orders-view/restart?now=true", "").expect(400);

    Http connect = connect();
    var _ = connect.put("/connectors/shipments-view/pause", "").expect(202);
    Eventually.eventually(
        "it rests",
        () -> connect.get("/connectors/shipments-view/status").body().contains("PAUSED"));
    assertThat(restart("shipments-view").expect(409).body()).contains("shipments-view is PAUSED");
    var _ = connect.put("/connectors/shipments-view/resume", "").expect(202);
    Eventually.eventually(
        "it goes on",
        () -> !connect.get("/connectors/shipments-view/status").body().contains("PAUSED"));
  }

  private Reply restart(String name) {
    return http.post("/api/connectors/" + name + "/restart", "");
  }

  private JsonNode ordersView() {
    return http.get("/api/connectors")
        .expect(200)
        .json()
        .path("connectors")
        .valueStream()
        .filter(one -> one.path("name").asText().equals("orders-view"))
        .findFirst()
        .orElseThrow();
  }

  private Http connect() {
    String url = http.get("/api/connectors").json().path("connect").asText();
    return new Http(URI.create(url.replaceFirst("/$", "")));
  }
}
