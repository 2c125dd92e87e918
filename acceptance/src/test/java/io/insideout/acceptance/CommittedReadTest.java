package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Product;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.view.Sight;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody else has written, read by who was told of it by no answer of ours.
class CommittedReadTest {
  private static final int WRITES = 100;

  @TempDir Path directory;

  @Test
  void who_asks_for_all_that_is_committed_is_shown_it() throws Exception {
    try (TestSystem system = TestSystem.start(directory);
        Publisher elsewhere = new Publisher(system.log(), system.schemas(), "somebody-else")) {
      for (int i = 0; i < WRITES; i++) {
        String description = "Tea, lot " + i;
        Product tea = new Product("TEA", description, "GBP", 2_500_000L, 0L);
        var _ =
            elsewhere.publish(Topics.PRODUCTS, "TEA", tea, 1_000 + i, Traceparent.random()).get();

        Reply reply = system.http().get("/api/products/TEA", Sight.AT_LEAST, "committed");

        assertThat(reply.expect(200).json().path("description").asText()).isEqualTo(description);
      }
      assertThat(
              system.http().get("/api/products/TEA", Sight.AT_LEAST, "commited").expect(400).body())
          .contains(Sight.AT_LEAST);
    }
  }
}
