package io.insideout.acceptance;

import static io.insideout.acceptance.Problems.isProblem;
import static io.insideout.acceptance.Problems.refusesField;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused to who looks at the log.
@ExtendWith(OneSystem.class)
class LogRefusalsTest {
  private static final String ORDERS = "/api/log/topics/orders/records";

  private final TestSystem system;
  private final Http http;

  LogRefusalsTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
  }

  @Test
  void a_cursor_of_another_topic_is_refused() {
    for (int i = 0; i < 2; i++) {
      system.sell("LOG-CURSOR", 10);
      http.paid(
          http.place(
              """
              {"cardToken": "log-cursor", "lines": [{"sku": "LOG-CURSOR", "quantity": 1}]}"""));
    }
    String more = http.get(ORDERS + "?limit=1").json().path("more").asText();
    refusesField(http.get("/api/log/topics/payments/records?cursor=" + more), "cursor");
    refusesField(http.get(ORDERS + "?partition=0&cursor=" + more), "partition");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/log/topics/none/records",
        "/api/log/topics/%3Cscript%3E/records",
        "/api/log/topics/..%2F..%2Fetc/records",
        "/api/log/groups/nobody",
        "/api/log/groups/%27%22%3E",
        "/api/log/groups?topic=none",
        "/api/log/groups?topic=%3Cb%3E"
      })
  void what_is_not_there_is_told(String path) {
    isProblem(http.get(path), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"dryRun\": true}",
        "{\"toBeginning\": false}",
        "{\"toBeginning\": true, \"toTime\": \"2010-12-06T00:00:00Z\"}",
        "{\"toTime\": \"yesterday\"}",
        "{\"toTime\": \"1969-12-31T23:59:59.999Z\"}",
        "{\"toTime\": \"+1000000000-12-31T23:59:59Z\"}",
        "{\"toOffsets\": []}",
        "{\"toOffsets\": [null]}",
        "{\"toOffsets\": [{\"topic\": \"orders\", \"partition\": 0}]}",
        "{\"toOffsets\": [{\"topic\": \"orders\", \"partition\": \"0\", \"offset\": 0}]}",
        "{\"toBeginning\": true, \"execute\": true}",
      })
  void a_rewind_to_nowhere_is_refused(String wanted) {
    isProblem(rewind("inventory", wanted), 400);
  }

  @Test
  void a_rewind_of_nobody_or_forward_is_refused() {
    isProblem(rewind("nobody", "{\"toBeginning\": true}"), 404);
    for (String place :
        List.of(
            "\"orders\", \"partition\": 0, \"offset\": 999999999",
            "\"orders\", \"partition\": 0, \"offset\": -1",
            "\"orders\", \"partition\": -1, \"offset\": 0",
            "\"stock\", \"partition\": 0, \"offset\": 0",
            "\"none\", \"partition\": 0, \"offset\": 0")) {
      isProblem(rewind("inventory", "{\"toOffsets\": [{\"topic\": %s}]}".formatted(place)), 409);
    }
  }

  private Reply rewind(String group, String wanted) {
    return http.post("/api/log/groups/" + group + "/rewind", wanted);
  }

  @Test
  void who_listens_to_what_was_is_refused() {
    Reply reply = http.send("GET", ORDERS + "?from=beginning", null, "Accept", "text/event-stream");
    refusesField(reply, "from");
  }

  @Test
  void no_more_listen_than_may() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(system.url().resolve("/api/log/topics/emails/records"))
            .header("Accept", "text/event-stream")
            .build();
    List<InputStream> open = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      try {
        int status = 200;
        while (status == 200 && open.size() < 40) {
          var response = client.send(request, BodyHandlers.ofInputStream());
          status = response.statusCode();
          open.add(response.body());
        }
        assertThat(status).isEqualTo(429);
        assertThat(open.size()).isLessThanOrEqualTo(17);
      } finally {
        for (InputStream one : open) {
          one.close();
        }
      }
      eventually(
          "a place is free again once somebody has gone",
          () ->
              client
                      .sendAsync(request, BodyHandlers.ofInputStream())
                      .thenApply(answer -> closed(answer.body(), answer.statusCode()))
                      .join()
                  == 200);
    }
  }

  private static int closed(InputStream body, int status) {
    try (body) {
      return status;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
