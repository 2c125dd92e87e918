package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.Insideout;
import io.insideout.testkit.Eventually;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A registry that is away for a while, as one that is started anew is.
class RegistryAwayTest {
  private static final String ORDER =
      "{\"cardToken\": \"away\", \"lines\": [{\"sku\": \"AWAY\", \"quantity\": 2}]}";

  @TempDir private Path directory;

  @Test
  void aServiceThatMeetsItsFirstRecordMeanwhileGoesOn() throws Exception {
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("elsewhere"));
        Insideout inside =
            TestSystem.prepared(
                directory.resolve("data"),
                Map.of(
                    "bootstrap-servers", elsewhere.bootstrapServers(),
                    "registry", elsewhere.registryUrl().toString()))) {
      inside.start();
      Http http = new Http(inside.url());
      http.put("/api/products/AWAY", "{\"description\": \"Away\", \"listPrice\": \"1.25\"}")
          .expect(200);
      http.put("/api/stock/AWAY", "{\"onHand\": 4}").expect(200);
      String orderId;
      try (ServerSocket nobody = inPlaceOfTheRegistry(elsewhere)) {
        // The first order is the first record of several stores, whose schemas are registered then.
        orderId = http.place(ORDER);
        nobody.accept().close();
      }
      elsewhere.startRegistry();

      assertThat(http.settled(orderId).state()).isIn("VALIDATED", "PAID");
      Eventually.eventually("all is in order again", () -> inside.trouble().isEmpty());
    }
  }

  @Test
  void aServiceThatIsStartedMeanwhileSaysThatItWaitsAndStarts() throws Exception {
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("elsewhere"))) {
      Path data = directory.resolve("data");
      Cli.Running products;
      try (ServerSocket nobody = inPlaceOfTheRegistry(elsewhere)) {
        products =
            new Cli(directory)
                .start(
                    "run",
                    "products",
                    "--data",
                    data.toString(),
                    "--bootstrap-servers",
                    elsewhere.bootstrapServers(),
                    "--registry",
                    elsewhere.registryUrl().toString());
        nobody.accept().close();
      }
      try (products) {
        elsewhere.startRegistry();
        Path ready = data.resolve("parts/products/run.json");
        Eventually.eventually(
            "it gets ready, or ends", () -> Files.exists(ready) || !products.process().isAlive());

        assertThat(products.process().isAlive()).as(products.printed()).isTrue();
        assertThat(products.printed()).containsOnlyOnce("does not answer; it is asked again");
      }
    }
  }

  private static ServerSocket inPlaceOfTheRegistry(LogElsewhere elsewhere) throws Exception {
    elsewhere.stopRegistry();
    return new ServerSocket(
        elsewhere.registryUrl().getPort(), 50, InetAddress.getLoopbackAddress());
  }
}
