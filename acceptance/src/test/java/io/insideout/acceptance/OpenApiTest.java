package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.app.gateway.Gateway;
import io.insideout.runtime.http.Route;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The description and the door say the same: no route is hidden, none is promised that is not
/// there.
@ExtendWith(OneSystem.class)
class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What there is besides where there is a database: [DatabaseCommandsTest] looks at that door.
  private static final List<String> WITH_A_DATABASE =
      List.of("GET /api/connectors", "POST /api/connectors/{name}/restart");

  private final TestSystem system;

  OpenApiTest(TestSystem system) {
    this.system = system;
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionIsARoute() throws Exception {
    List<String> described = new ArrayList<>();
    description()
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    List<String> routes =
        Stream.concat(
                system.inside().routes().stream().map(OpenApiTest::operation),
                WITH_A_DATABASE.stream())
            .sorted()
            .toList();

    assertThat(described.stream().sorted().toList()).isEqualTo(routes);
  }

  @Test
  void everyDescriptionSaysForWhomTheRouteIs() throws Exception {
    JsonNode paths = description().get("paths");

    for (Route route : system.inside().routes()) {
      JsonNode operation = paths.path(route.path()).path(route.method().toLowerCase(Locale.ROOT));
      assertThat(operation.path("security").isArray()).as(operation(route)).isTrue();
      assertThat(Gateway.access(operation)).as(operation(route)).isEqualTo(route.access());
    }
  }

  private static String operation(Route route) {
    return route.method() + " " + route.path();
  }

  @Test
  void everyReferenceLeadsSomewhere() throws Exception {
    JsonNode description = description();
    List<String> references = description.findValuesAsText("$ref");

    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(description.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void whatTheDoorShowsOfAnOrderIsWhatIsDescribed() throws Exception {
    system.sell("OPENAPI-1", 5);
    JsonNode schemas = description().at("/components/schemas");
    String placed =
        call(HttpRequest.newBuilder(system.url().resolve("/api/orders"))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        """
                            {"cardToken": "openapi", "lines": [{"sku": "OPENAPI-1", "quantity": 1}]}
                            """)))
            .body();
    String id = JSON.readTree(placed).get("orderId").asText();
    JsonNode order =
        JSON.readTree(
            call(HttpRequest.newBuilder(
                    system.url().resolve("/api/orders/" + id + "?wait=settled&timeout=30s")))
                .body());

    fits(order, schemas.get("Order"));
    fits(JSON.readTree(placed), schemas.get("Placed"));
  }

  @Test
  void whatTheDoorShowsOfAWebhookIsWhatIsDescribed() throws Exception {
    JsonNode schemas = description().at("/components/schemas");
    Http http = system.http();
    JsonNode made =
        http.post(
                "/api/webhooks",
                "{\"url\": \"http://127.0.0.1:1/\", \"description\": \"none\", \"states\": [\"RETURNED\"]}")
            .expect(201)
            .json();
    String path = "/api/webhooks/" + made.get("webhookId").asText();

    fits(made, schemas.get("Webhook"));
    fits(http.get(path).expect(200).json(), schemas.get("Webhook"));
    fits(
        http.get(path + "/secret").expect(200).json(),
        description()
            .at(
                "/paths/~1api~1webhooks~1{id}~1secret/get/responses/200/content/application~1json/schema"));
    http.delete(path).expect(204);
  }

  @Test
  void whatTheDoorShowsOfAServiceIsWhatIsDescribed() throws Exception {
    JsonNode schemas = description().at("/components/schemas");
    Http http = system.http();

    for (JsonNode one : http.get("/api/services").expect(200).json().path("services")) {
      JsonNode whole = http.get("/api/services/" + one.path("service").asText()).expect(200).json();
      for (JsonNode shown : List.of(one, whole)) {
        fits(shown, schemas.get("RunningService"));
        for (JsonNode part : shown.path("parts")) {
          fits(part, schemas.get("ServicePart"));
          part.path("subtopologies")
              .forEach(subtopology -> fits(subtopology, schemas.get("Subtopology")));
        }
      }
    }
  }

  @Test
  void whatTheDoorShowsOfAStoreIsWhatIsDescribed() throws Exception {
    system.sell("OPENAPI-2", 5);
    JsonNode schemas = description().at("/components/schemas");
    Http http = system.http();
    String view = "/api/services/products/stores/products-view";
    JsonNode fold = http.get(view + "/fold?key=OPENAPI-2").expect(200).json();
    JsonNode folds = schemas.at("/StoreFolds/properties/folds/items");

    for (JsonNode store : http.get("/api/services/fraud/stores").json().path("stores")) {
      fits(store, schemas.get("Store"));
    }
    JsonNode rows = http.get(view + "/rows").expect(200).json();
    fits(rows, schemas.get("StoreRows"));
    rows.path("rows").forEach(row -> fits(row, schemas.get("StoreRow")));
    fits(fold, schemas.get("StoreFolds"));
    fits(fold.path("folds").get(0), folds);
    fits(fold.path("folds").get(0).path("record"), folds.at("/properties/record"));
  }

  @Test
  void aProblemIsWhatIsDescribed() throws Exception {
    HttpResponse<String> refused =
        call(
            HttpRequest.newBuilder(system.url().resolve("/api/orders"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"lines\": []}")));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    fits(JSON.readTree(refused.body()), description().at("/components/schemas/Problem"));
  }

  private static void fits(JsonNode value, JsonNode schema) {
    List<String> fields = new ArrayList<>();
    value.fieldNames().forEachRemaining(fields::add);
    List<String> known = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(known::add);
    assertThat(known).containsAll(fields);
    schema.get("required").forEach(name -> assertThat(fields).contains(name.asText()));
  }

  private JsonNode description() throws IOException, InterruptedException {
    return JSON.readTree(
        call(HttpRequest.newBuilder(system.url().resolve("/openapi.json"))).body());
  }

  private static HttpResponse<String> call(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
