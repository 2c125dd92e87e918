package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.app.replay.Outcome;
import io.insideout.app.replay.Pace;
import io.insideout.app.replay.Replay;
import io.insideout.retail.RetailFile;
import io.insideout.runtime.StartFailure;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneSystem.class)
class ReplayTest {
  private static final String HEAD =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
  private static final String FIRST =
      "990001,RP-TEA,Tea,2,2011-01-05T09:00:00,4.25,17850,United Kingdom\n";
  private static final String SECOND =
      "990002,RP-TEA,Tea,1,2011-01-05T10:00:00,4.25,,United Kingdom\n";

  private final TestSystem system;
  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory
  ReplayTest(TestSystem system) {
    this.system = system;
  }

  @Test
  void of_two_files_with_one_invoice_number_the_second_is_refused_and_changes_nothing()
      throws Exception {
    assertThat(replay(FIRST).inLog()).isEqualTo(1);
    assertThat(onHand()).isEqualTo(20);

    assertThatThrownBy(() -> replay(FIRST.replace(",2,", ",3,") + SECOND))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("1 order of the file is in the log already, with another content")
        .hasMessageContaining("online-retail-990001")
        .hasMessageContaining("data directory of its own");
    assertThat(onHand()).as("the other file's stock is not written").isEqualTo(20);
    system.http().get("/api/orders/online-retail-990002").expect(404);

    Outcome again = replay(FIRST + SECOND);
    assertThat(again.inLog()).as("the same order is no conflict").isEqualTo(2);
    assertThat(again.units()).isEqualTo(3);
    assertThat(replay(SECOND).inLog()).as("orders of other files do not count").isEqualTo(1);
  }

  private Outcome replay(String lines) throws Exception {
    Path file = Files.writeString(directory.resolve("shop.csv"), HEAD + lines);
    try (Replay replay =
        new Replay(RetailFile.survey(file), system.log(), system.schemas(), null)) {
      replay.writeReferenceData(BigDecimal.TEN);
      return replay.run(Pace.AS_FAST_AS_POSSIBLE, false, (_, _) -> {});
    }
  }

  private long onHand() {
    return system.http().get("/api/stock/RP-TEA").expect(200).json().path("onHand").asLong();
  }
}
