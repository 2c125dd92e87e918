package io.insideout.acceptance;

import static io.insideout.acceptance.Problems.isProblem;

import io.insideout.app.Insideout;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log that does not answer for a while, as one whose leader stands still does not.
class LogAwayTest {
  private static final String ORDER =
      "{\"cardToken\": \"away\", \"lines\": [{\"sku\": \"NOBODY-KNOWS\", \"quantity\": 2}]}";

  @TempDir private Path directory;

  @Test
  void an_order_whose_price_has_to_be_looked_for_there_is_to_be_tried_again() throws Exception {
    try (Cluster log = Cluster.start(directory.resolve("log"), new Network.Loopback(), 1);
        Insideout inside =
            TestSystem.prepared(
                directory.resolve("data"), Map.of("bootstrap-servers", log.bootstrapServers()))) {
      inside.start();
      Http http = new Http(inside.url());
      log.broker(1).signal("STOP");
      try {
        isProblem(http.post("/api/orders", ORDER), 503);
      } finally {
        log.broker(1).signal("CONT");
      }
    }
  }
}
