package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.TableResource;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.view.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A table whose view is held up: what was written is durable, and cannot be read yet.
class RowsNotYetShownTest {
  /// A row of stock as a caller sends it.
  record Body(long onHand) {}

  @TempDir private Path directory;

  @Test
  void aChangeThatTheViewDoesNotShowInTimeIsTakenAndNotDone() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (EmbeddedBroker broker = new EmbeddedBroker(directory.resolve("log"), 0)) {
      broker.start();
      LogClient log = LogClient.at(broker.bootstrapServers());
      try (Admin admin = log.admin()) {
        new LogTopics(admin).agreeWith(List.of(Topics.STOCK), _ -> 1);
      }
      Schemas schemas = Schemas.inMemory();
      View<Stock> view =
          new View<>(Topics.STOCK, directory.resolve("view"), log, schemas, _ -> List.of());
      view.onChange(_ -> awaitQuietly(goOn));
      try (view;
          Publisher publisher = new Publisher(log, schemas, "rows");
          HttpDoor door = door(view, publisher)) {
        view.start();
        door.start();
        Http http = new Http(door.url());
        // The view holds up its reader over this row, and shows it.
        http.put("/api/stock/ONE", "{\"onHand\": 1}");

        Reply written = http.put("/api/stock/A%20TEA", "{\"onHand\": 7}").expect(202);
        assertThat(written.header("location")).contains("/api/stock/A%20TEA");
        assertThat(written.json().path("log").asText()).isEqualTo("stock/0/1");
        assertThat(written.json().path("onHand").asLong()).isEqualTo(7);
        http.get("/api/stock/A%20TEA").expect(404);
        Reply deleted = http.delete("/api/stock/ONE").expect(202);
        assertThat(deleted.json().path("log").asText()).isEqualTo("stock/0/2");
        http.get("/api/stock/ONE").expect(200);

        goOn.countDown();
        http.put("/api/stock/TWO", "{\"onHand\": 2}").expect(200);
        http.get("/api/stock/A%20TEA").expect(200);
        http.get("/api/stock/ONE").expect(404);
      } finally {
        goOn.countDown();
      }
    }
  }

  private static HttpDoor door(View<Stock> view, Publisher publisher) {
    return new HttpDoor(
        "127.0.0.1",
        0,
        new TableResource<>(
                "/api/stock",
                "stock",
                Topics.STOCK,
                view,
                publisher,
                Body.class,
                (sku, body) -> new Stock(sku, body.onHand(), 0L),
                row -> Map.of("onHand", row.getOnHand()),
                TableResource.Applied.BY_THE_VIEW)
            .routes());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
