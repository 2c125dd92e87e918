package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.replay.Outcome;
import io.insideout.app.replay.Pace;
import io.insideout.app.replay.Replay;
import io.insideout.app.replay.ReplayText;
import io.insideout.retail.RetailFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that is replayed with its returns, and its books.
class ReplayReturnsTest {
  private static final String FILE =
      """
      InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
      990101,RR-TEA,Tea,3,2011-01-05T09:00:00,4.255,17850,United Kingdom
      990101,RR-CUP,Cup,2,2011-01-05T09:00:00,1.655,17850,United Kingdom
      990102,RR-GOLD,Gold,100,2011-01-05T10:00:00,5.00,17851,United Kingdom
      C990103,RR-TEA,Tea,-1,2011-01-05T11:00:00,4.25,17850,United Kingdom
      C990104,RR-GOLD,Gold,-40,2011-01-05T12:00:00,4.00,17851,United Kingdom
      C990105,RR-MILK,Milk,-1,2011-01-05T13:00:00,1.00,17850,United Kingdom
      """;

  @TempDir private Path directory;

  @Test
  void what_comes_back_of_a_rejected_order_is_told_and_is_no_deviation() throws Exception {
    Path shop = Files.writeString(directory.resolve("shop.csv"), FILE);
    RetailFile file = RetailFile.survey(shop);
    StringWriter told = new StringWriter();
    boolean balanced;
    try (TestSystem system =
            TestSystem.start(directory.resolve("data"), Map.of("auto-ship", "true"));
        Replay replay = new Replay(file, system.log(), system.schemas(), null)) {
      replay.writeReferenceData(BigDecimal.ONE);
      system.http().put("/api/stock/RR-GOLD", "{\"onHand\": 10}").expect(200);
      Outcome outcome = replay.run(Pace.AS_FAST_AS_POSSIBLE, true, (_, _) -> {});
      balanced = ReplayText.outcome(file, outcome, Duration.ofSeconds(1), new PrintWriter(told));
      assertThat(system.verify().toString()).contains("Every law holds");
    }

    String text = told.toString();
    assertThat(text).doesNotContain("✘");
    assertThat(text)
        .containsPattern("REJECTED +1\n")
        .containsPattern("by INVENTORY +1\n")
        .containsPattern("rejected +200\\.00 left out: 1 return of 40 units")
        // 16.08 less what is kept, 11.82, each rounded once
        .containsPattern("✔ refunded +4\\.26 of 4\\.26 due back")
        .containsPattern("✔ returns +1 of 1 accepted, 1 of 1 refused");
    assertThat(balanced).isTrue();
  }
}
