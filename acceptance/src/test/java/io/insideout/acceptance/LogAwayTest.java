package io.insideout.acceptance;

import static io.insideout.acceptance.Problems.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.Insideout;
import io.insideout.runtime.view.Sight;
import io.insideout.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log that does not answer for a while, as one whose leader stands still does not.
class LogAwayTest {
  private static final String ORDER =
      "{\"cardToken\": \"away\", \"lines\": [{\"sku\": \"NOBODY-KNOWS\", \"quantity\": 2}]}";

  private static final Duration OLD = Duration.ofSeconds(4);

  @TempDir private Path directory;

  @Test
  void what_must_be_looked_for_there_is_to_be_tried_again_and_what_is_told_says_how_old_it_is()
      throws Exception {
    try (Cluster log = Cluster.start(directory.resolve("log"), new Network.Loopback(), 1);
        Insideout inside =
            TestSystem.prepared(
                directory.resolve("data"), Map.of("bootstrap-servers", log.bootstrapServers()))) {
      inside.start();
      Http http = new Http(inside.url());
      Eventually.eventually("its age is known", () -> told(http).isPresent());
      log.broker(1).signal("STOP");
      Instant stopped = Instant.now();
      try {
        isProblem(http.post("/api/orders", ORDER), 503);
        Eventually.eventually(
            "who asks is told something old, and that it is",
            () -> asOf(http).isBefore(Instant.now().minus(OLD)));
        assertThat(asOf(http)).isBefore(stopped);
        Eventually.eventually(
            "it says that others do not hear of it, and is ready all the same",
            () -> http.get("/health/ready").expect(200).body().contains("not told"));
      } finally {
        log.broker(1).signal("CONT");
      }
      Eventually.eventually("it is new again", () -> asOf(http).isAfter(stopped));
    }
  }

  private static Instant asOf(Http http) {
    return Instant.parse(told(http).orElseThrow());
  }

  private static Optional<String> told(Http http) {
    return http.get("/api/orders").expect(200).header(Sight.AS_OF);
  }
}
