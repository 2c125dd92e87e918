package io.insideout.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.log.LogClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The door to the connectors while Connect does not run.
class ConnectorsResourceTest {
  @TempDir private Path directory;

  @Test
  void nothing_is_started_again_while_connect_is_away() throws Exception {
    ConnectPart part =
        new ConnectPart(
            new ConnectSettings(ConnectSettings.EMBEDDED, 0, 0, ""),
            directory,
            LogClient.at("127.0.0.1:9"),
            URI.create("http://127.0.0.1:9"));
    HttpDoor door = new HttpDoor("127.0.0.1", 0, new ConnectorsResource(part).routes());
    door.start();
    try (door;
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> refused =
          http.send(
              HttpRequest.newBuilder(door.url().resolve("/api/connectors/orders-view/restart"))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString());

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("Kafka Connect does not run at this moment: is starting");
    }
  }
}
