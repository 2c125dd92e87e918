package io.insideout.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.replay.Outcome.Books;
import io.insideout.retail.Invoice;
import io.insideout.retail.Invoices;
import io.insideout.retail.RetailFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Books of two orders, one of them rejected, and a return of each.
class BalanceTextTest {
  private static final long DUE_MINOR = 1_277;
  private static final long REFUND_MINOR = 426;
  private static final Map<String, Long> RIGHT = Map.of("ACCEPTED", 1L, "REFUSED", 1L);
  private static final Set<String> REJECTED = Set.of("online-retail-2");

  @TempDir private Path directory;
  private RetailFile file;
  private ReturnTotals returns;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory, and calls what reads the file
  BalanceTextTest() {}

  @BeforeEach
  void read() throws IOException {
    file =
        RetailFile.survey(
            Files.writeString(
                directory.resolve("shop.csv"),
                """
                InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
                1,TEA,Tea,3,2011-01-05T09:00:00,4.255,17850,United Kingdom
                2,GOLD,Gold,100,2011-01-05T10:00:00,5.00,17851,United Kingdom
                C3,TEA,Tea,-1,2011-01-05T11:00:00,4.25,17850,United Kingdom
                C4,GOLD,Gold,-40,2011-01-05T12:00:00,4.00,17851,United Kingdom
                C5,MILK,Milk,-1,2011-01-05T13:00:00,1.00,17850,United Kingdom
                """));
    returns = matched(REJECTED);
  }

  private ReturnTotals matched(Set<String> rejected) {
    FileReturns matching = new FileReturns();
    try (Invoices invoices = file.invoices()) {
      while (invoices.hasNext()) {
        switch (invoices.next()) {
          case Invoice.Sale sale -> matching.sold(sale);
          case Invoice.Cancellation cancellation -> matching.of(cancellation);
          case Invoice.Adjustment _, Invoice.WriteOff _ -> {}
        }
      }
    }
    return matching.totals(rejected);
  }

  private BalanceText books(long chargeMinor, long refundMinor, Map<String, Long> inLog) {
    SortedMap<String, Long> byState = new TreeMap<>(Map.of("RETURNED", 1L, "REJECTED", 1L));
    return new BalanceText(
        file,
        new Outcome(
            2,
            103,
            512_765_000,
            byState,
            new TreeMap<>(),
            new Books(DUE_MINOR, chargeMinor, refundMinor, new TreeMap<>(inLog)),
            returns),
        returns);
  }

  private static String printed(BalanceText books) {
    StringWriter told = new StringWriter();
    PrintWriter out = new PrintWriter(told);
    books.print(out);
    out.flush();
    return told.toString();
  }

  @Test
  void whatComesBackOfARejectedOrderIsLeftOutAndTold() {
    BalanceText books = books(DUE_MINOR, REFUND_MINOR, RIGHT);

    assertThat(books.balances()).isTrue();
    assertThat(printed(books))
        .containsPattern("rejected +200\\.00 left out: 1 return of 40 units of orders that were")
        .containsPattern("✔ refunded +4\\.26 of 4\\.26 due back")
        .containsPattern("✔ returns +1 of 1 accepted, 1 of 1 refused")
        .containsPattern("41 units of 2 orders' returns; at the orders' prices 204\\.255")
        .doesNotContain("✘");
  }

  @Test
  void whereNothingWasRejectedNothingIsLeftOut() {
    returns = matched(Set.of());

    BalanceText books = books(DUE_MINOR, REFUND_MINOR + 20_000, Map.of("ACCEPTED", 2L));

    assertThat(books.balances()).isTrue();
    assertThat(printed(books)).contains("2 of 2 accepted\n").doesNotContain("left out", "✘");
    assertThat(books(DUE_MINOR, REFUND_MINOR, RIGHT).balances()).isFalse();
  }

  @Test
  void aPennyMoreOrLessIsADeviation() {
    assertDeviates(books(DUE_MINOR, REFUND_MINOR + 1, RIGHT), "✘ refunded");
    assertDeviates(books(DUE_MINOR, REFUND_MINOR - 1, RIGHT), "✘ refunded");
    assertDeviates(books(DUE_MINOR - 1, REFUND_MINOR, RIGHT), "✘ charged");
  }

  @Test
  void aReturnThatCameToAnythingElseIsADeviation() {
    for (Map<String, Long> wrong :
        Set.of(
            // That of the rejected order was accepted, also where its refund is not to be seen.
            Map.of("ACCEPTED", 2L),
            Map.of("ACCEPTED", 2L, "REFUSED", 1L),
            // The other one was refused as well, is not decided yet, or is lost.
            Map.of("REFUSED", 2L),
            Map.of("REFUSED", 1L, "REGISTERED", 1L),
            Map.of("REFUSED", 1L),
            // That of the rejected order is lost.
            Map.of("ACCEPTED", 1L))) {
      assertDeviates(books(DUE_MINOR, REFUND_MINOR, wrong), "✘ returns");
    }
  }

  private static void assertDeviates(BalanceText books, String told) {
    assertThat(books.balances()).isFalse();
    assertThat(printed(books)).contains(told);
  }
}
