package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.insideout.app.replay.Replay;
import io.insideout.catalog.Topics;
import io.insideout.retail.RetailFile;
import io.insideout.runtime.generation.Change;
import io.insideout.runtime.generation.Standing;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file is replayed into a log in which a later generation of inventory works.
class ReplayToAGenerationTest {
  private static final String FILE =
      """
      InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
      990001,RP-TEA,Tea,2,2011-01-05T09:00:00,4.25,17850,United Kingdom
      """;

  @TempDir private Path directory;

  @Test
  void whoever_works_for_inventory_has_to_take_the_stock_up() throws Exception {
    Path file = Files.writeString(directory.resolve("shop.csv"), FILE);
    try (GenerationsLog log = GenerationsLog.start(directory, 1, Topics.all());
        Admin admin = log.log().admin()) {
      var _ = new Change(log.log(), "inventory").to(_ -> Optional.of(Standing.of(2)));
      eventually("the second works", () -> log.standing("inventory").equals(Standing.of(2)));
      admin
          .alterConsumerGroupOffsets(
              "inventory-g2",
              Map.of(new TopicPartition(Topics.STOCK.name(), 0), new OffsetAndMetadata(1)))
          .all()
          .get();
      try (Replay replay = new Replay(RetailFile.survey(file), log.log(), log.schemas(), null)) {
        assertThatCode(() -> replay.writeReferenceData(BigDecimal.ONE)).doesNotThrowAnyException();
      }
    }
  }
}
