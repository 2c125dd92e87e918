package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.app.gateway.Gateway;
import io.insideout.runtime.http.Access;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A system that asks who calls: operators do everything, customers what is theirs, others nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockedSystemTest {
  private static final String ORDER =
      "{\"cardToken\": \"card\", \"lines\": [{\"sku\": \"LOCK\", \"quantity\": 1}]}";
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

  private Path directory;
  private Tokens tokens;
  private TestSystem system;
  private Http http;
  private String operator;
  private String ada;
  private String bob;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    directory = shared;
    tokens = new Tokens(directory);
    system = TestSystem.start(directory.resolve("data"), tokens.settings());
    http = system.http();
    operator = tokens.operator();
    ada = tokens.customer("ada");
    bob = tokens.customer("bob");
    as(operator, "PUT", "/api/products/LOCK", "{\"description\":\"A lock\",\"listPrice\":\"2.50\"}")
        .expect(200);
    as(operator, "PUT", "/api/stock/LOCK", "{\"onHand\": 1000}").expect(200);
    for (String id : List.of("ada", "bob")) {
      as(
              tokens.customer(id),
              "PUT",
              "/api/customers/" + id,
              "{\"name\":\"X\",\"country\":\"Norway\"}")
          .expect(200);
    }
  }

  @AfterAll
  void close() {
    system.close();
  }

  private Reply as(String token, String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Authorization", "Bearer " + token));
    return http.send(method, path, body, all.toArray(String[]::new));
  }

  private Reply get(String token, String path) {
    return as(token, "GET", path, null);
  }

  private String place(String token, String... headers) {
    return as(token, "POST", "/api/orders", ORDER, headers)
        .expect(202)
        .json()
        .path("orderId")
        .asText();
  }

  /// An operation, and whom it says that it is for.
  private record Operation(String method, String path, Access access) {}

  private List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    JsonNode paths = http.get("/openapi.json").expect(200).json().path("paths");
    for (var path : paths.properties()) {
      for (var operation : path.getValue().properties()) {
        if (!path.getKey().startsWith("/api/connectors")) {
          all.add(
              new Operation(
                  operation.getKey().toUpperCase(Locale.ROOT),
                  path.getKey().replaceAll("\\{[^}]+}", "nothing-of-the-kind"),
                  Gateway.access(operation.getValue())));
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(50);
    return all;
  }

  @Test
  void everyRouteAsksWhoCallsButThoseThatAreOpen() {
    for (Operation one : operations()) {
      Reply reply = http.send(one.method(), one.path(), null);

      if (one.access() == Access.OPEN) {
        assertThat(reply.status()).as(one.toString()).isNotIn(401, 403);
      } else {
        assertThat(reply.status()).as(one.toString()).isEqualTo(401);
        assertThat(reply.header("www-authenticate")).contains("Bearer");
        assertThat(reply.json().path("type").asText()).isEqualTo("/problems/token-missing");
      }
    }
    assertThat(http.get("/health/ready").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(get(operator, "/health/ready").body()).contains("orders");
  }

  @Test
  void everyRouteForOperatorsRefusesCustomersAndNoOtherDoes() {
    for (Operation one : operations()) {
      Reply reply = as(ada, one.method(), one.path(), null);

      assertThat(reply.status() == 403)
          .as("%s: %s", one, reply.body())
          .isEqualTo(one.access() == Access.OPERATORS);
    }
  }

  @Test
  void aCustomerPlacesAndReadsTheirOwn() {
    String id = place(ada);

    Reply order = get(ada, "/api/orders/" + id + "?wait=settled&timeout=30s").expect(200);
    assertThat(order.json().path("customerId").asText()).isEqualTo("ada");
    assertThat(get(ada, "/api/orders/" + id + "/story").expect(200).body()).contains(id);
    assertThat(get(operator, "/api/orders/" + id).expect(200).json().path("customerId").asText())
        .isEqualTo("ada");
    // Whether it can still be: it is theirs to ask.
    assertThat(as(ada, "POST", "/api/orders/" + id + "/cancel", null).status()).isIn(202, 409);
  }

  @Test
  void whatIsSomebodyElsesIsAsIfItWereNotThere() {
    String id = place(ada);
    get(ada, "/api/orders/" + id + "?wait=settled&timeout=30s").expect(200);
    get(ada, "/api/orders/" + id + "/story").expect(200);

    for (String path : List.of("", "?wait=settled&timeout=1s", "/story")) {
      assertThat(problem(get(bob, "/api/orders/" + id + path).expect(404), id))
          .isEqualTo(problem(get(bob, "/api/orders/none" + path).expect(404), "none"));
    }
    as(bob, "POST", "/api/orders/" + id + "/cancel", null).expect(404);
    as(bob, "POST", "/api/orders/" + id + "/returns", "{\"lines\":[{\"line\":1,\"quantity\":1}]}")
        .expect(404);
    get(bob, "/api/customers/ada").expect(404);
    as(bob, "PUT", "/api/customers/ada", "{\"name\":\"Bob\",\"country\":\"Norway\"}").expect(404);
    assertThat(get(ada, "/api/customers/ada").expect(200).json().path("name").asText())
        .isEqualTo("X");
  }

  private static String problem(Reply reply, String id) {
    return reply.body().replace(id, "ID");
  }

  @Test
  void listsAreCutToTheCustomer() {
    String adas = place(ada);
    String bobs = place(bob);
    get(ada, "/api/orders/" + adas + "?wait=settled&timeout=30s").expect(200);
    get(bob, "/api/orders/" + bobs + "?wait=settled&timeout=30s").expect(200);

    assertThat(owners(get(ada, "/api/orders?limit=500"))).containsOnly("ada");
    assertThat(get(ada, "/api/orders?limit=500").body()).contains(adas).doesNotContain(bobs);
    assertThat(owners(get(ada, "/api/orders?customer=bob"))).isEmpty();
    assertThat(owners(get(operator, "/api/orders?limit=500"))).contains("ada", "bob");
    String cursor =
        get(operator, "/api/orders?limit=1").expect(200).json().path("nextCursor").asText();
    get(ada, "/api/orders?cursor=" + cursor).expect(400);
  }

  private static List<String> owners(Reply list) {
    return list.expect(200)
        .json()
        .path("orders")
        .valueStream()
        .map(order -> order.path("customerId").asText())
        .toList();
  }

  @Test
  void aCustomerOrdersForNobodyElseAndNotInThePast() {
    String fields = ORDER.substring(1);

    as(ada, "POST", "/api/orders", "{\"customerId\": \"bob\", " + fields).expect(403);
    as(ada, "POST", "/api/orders", "{\"placedAt\": \"2010-12-01T08:26:00Z\", " + fields)
        .expect(403);
    as(ada, "POST", "/api/orders", "{\"customerId\": \"ada\", " + fields).expect(202);
    as(operator, "POST", "/api/orders", "{\"customerId\": \"bob\", " + fields).expect(202);
  }

  @Test
  void aCustomerIsToldWhatCanBeOrderedAndNotWhatThatComesFrom() {
    JsonNode told = get(ada, "/api/available?skus=LOCK,NONE").expect(200).json();

    assertThat(told.at("/available/LOCK").asLong()).isPositive();
    assertThat(told.toString())
        .isEqualTo(
            "{\"available\":{\"LOCK\":%d,\"NONE\":0}}"
                .formatted(told.at("/available/LOCK").asLong()));
    get(ada, "/api/stock/LOCK").expect(403);
    get(ada, "/api/stock").expect(403);
  }

  @Test
  void nobodyTakesTheKeysOfSomebodyElse() {
    String adas = place(ada, "Idempotency-Key", "same");

    assertThat(place(ada, "Idempotency-Key", "same")).isEqualTo(adas);
    assertThat(place(bob, "Idempotency-Key", "same")).isNotEqualTo(adas);
  }

  @Test
  void theDoorTellsCallersWhoTheyAre() {
    assertThat(http.get("/access").expect(200).body()).isEqualTo("{\"auth\":\"oidc\"}");
    assertThat(get(ada, "/access").expect(200).json().at("/caller/customerId").asText())
        .isEqualTo("ada");
    assertThat(get(operator, "/access").expect(200).json().at("/caller/role").asText())
        .isEqualTo("operator");
    get(tokens.token("ada", "customer", -90), "/access").expect(401);
  }

  @Test
  void whoFollowsAStoryIsToldNoMoreWhenTheTokenEnds() throws Exception {
    String id = place(ada);
    get(ada, "/api/orders/" + id + "/story").expect(200);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> stream =
          client.send(
              HttpRequest.newBuilder(system.url().resolve("/api/orders/" + id + "/story"))
                  .header("Accept", "text/event-stream")
                  // It has expired, and is taken for as long as clocks may differ.
                  .header("Authorization", "Bearer " + tokens.token("ada", "customer", -57))
                  .timeout(ENDS_WITHIN)
                  .build(),
              BodyHandlers.ofInputStream());

      assertThat(stream.statusCode()).isEqualTo(200);
      assertThat(read(stream.body())).contains("event: story");
    }
  }

  /// All of it, however it ends.
  private static String read(InputStream in) {
    StringBuilder all = new StringBuilder();
    try (in) {
      for (int read = in.read(); read >= 0; read = in.read()) {
        all.append((char) read);
      }
    } catch (IOException brokenOff) {
      return all.toString();
    }
    return all.toString();
  }

  @Test
  void theSystemProvesItselfThoughItsDoorIsLocked() {
    as(operator, "POST", "/api/laws/proof", null).expect(202);
    Eventually.eventually(
        "the laws are proven",
        () -> get(operator, "/api/laws").expect(200).body().contains("\"holds\":true"));
  }

  @Test
  void theCommandLineSaysWhoAsks() throws Exception {
    String id = place(ada);
    get(ada, "/api/orders/" + id + "/story").expect(200);
    Path token = Files.writeString(directory.resolve("token"), operator + "\n");
    Path data = directory.resolve("beside");
    system.inside().runFile().write(data);
    Cli cli = new Cli(directory);

    Cli.Running without = cli.start("story", id, "--data", data.toString());
    assertThat(without.exitCode(ENDS_WITHIN)).isEqualTo(3);
    assertThat(without.printed()).contains("--token-file");

    Cli.Running with =
        cli.start("story", id, "--data", data.toString(), "--token-file", token.toString());
    assertThat(with.exitCode(ENDS_WITHIN)).as(with.printed()).isZero();
    assertThat(with.printed()).contains("REQUESTED").doesNotContain(operator);
  }
}
