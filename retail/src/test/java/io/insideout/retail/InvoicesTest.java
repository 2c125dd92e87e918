package io.insideout.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.insideout.catalog.OrderLine;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import io.insideout.retail.BrokenLine.Reason;
import io.insideout.retail.Invoice.Adjustment;
import io.insideout.retail.Invoice.Cancellation;
import io.insideout.retail.Invoice.Sale;
import io.insideout.retail.Invoice.WriteOff;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of lines: which are an invoice, and what an invoice is.
class InvoicesTest {
  @TempDir Path directory;

  @Test
  void anInvoiceWithoutPrefixIsAnOrderToPlace() {
    RetailFile file =
        file(
            "536365,85123A,HEART,6,2010-12-01T08:26:00,2.55,17850,United Kingdom",
            "536365,85123A,HEART,6,2010-12-01T08:26:00,2.55,17850,United Kingdom",
            "536365,71053,LANTERN,1,2010-12-01T08:27:00,0.001,17850,United Kingdom");
    Sale sale = (Sale) RetailText.invoices(file).getFirst();
    assertThat(sale.idempotencyKey()).isEqualTo("online-retail/536365");
    assertThat(sale.placeOrder())
        .isEqualTo(
            new PlaceOrder(
                "17850",
                "card-17850",
                "GBP",
                List.of(
                    new OrderLine("85123A", 6, 2_550_000L),
                    new OrderLine("85123A", 6, 2_550_000L),
                    new OrderLine("71053", 1, 1_000L)),
                1_291_191_960_000_000L,
                "United Kingdom"));
    assertThat(file.summary().total().orders()).isEqualTo(new Figures(1, 3, 13, 30_601_000));
  }

  @Test
  void aGuestHasACardOfTheInvoiceAndNoCustomer() {
    RetailFile file = file("536544,21773,CUP,1,2010-12-01T14:32:00,2.51,,United Kingdom");
    PlaceOrder order = ((Sale) RetailText.invoices(file).getFirst()).placeOrder();
    assertThat(order.getCustomerId()).isNull();
    assertThat(order.getCardToken()).isEqualTo("card-guest-536544");
    assertThat(file.summary().guestOrders()).isEqualTo(1);
    assertThat(file.customers()).isEmpty();
  }

  @Test
  void prefixesAndSignsTellTheKindsApart() {
    RetailFile file =
        file(
            "1,A,X,5,2010-12-01T08:26:00,1,17850,United Kingdom",
            "C2,A,X,-2,2010-12-01T08:26:00,1,17850,United Kingdom",
            "c3,A,X,-1,2010-12-01T08:26:00,1,17850,United Kingdom",
            "A4,B,Adjust bad debt,1,2010-12-01T08:26:00,-11062.06,,United Kingdom",
            "5,A,damaged,-7,2010-12-01T08:26:00,0,,United Kingdom",
            "CHRISTMAS,A,X,1,2010-12-01T08:26:00,1,17850,United Kingdom");
    assertThat(RetailText.invoices(file))
        .extracting(Object::getClass)
        .containsExactly(
            Sale.class,
            Cancellation.class,
            Cancellation.class,
            Adjustment.class,
            WriteOff.class,
            Sale.class);
    assertThat(file.summary().total())
        .isEqualTo(
            new Breakdown(
                new Figures(2, 2, 6, 6_000_000),
                new Figures(2, 2, -3, -3_000_000),
                new Figures(1, 1, 1, -11_062_060_000L),
                new Figures(1, 1, -7, 0),
                Figures.NONE));
  }

  @Test
  void negativeLinesWithinAnOrderAreSkippedAndCounted() {
    RetailFile file =
        file(
            "1,A,X,-5,2010-12-01T08:26:00,1,17850,United Kingdom",
            "1,B,X,3,2010-12-01T08:27:00,1,17850,United Kingdom");
    Sale sale = (Sale) RetailText.invoices(file).getFirst();
    assertThat(sale.lines()).extracting(InvoiceLine::sku).containsExactly("B");
    assertThat(sale.skipped()).extracting(InvoiceLine::sku).containsExactly("A");
    assertThat(file.summary().total().orders()).isEqualTo(new Figures(1, 1, 3, 3_000_000));
    assertThat(file.summary().total().negativeOrderLines())
        .isEqualTo(new Figures(0, 1, -5, -5_000_000));
    assertThat(file.summary().accountedLines()).isEqualTo(2);
    assertThat(file.products()).extracting(Product::getSku).containsExactly("B");
    assertThat(file.summary().distinctSkus()).isEqualTo(2);
  }

  @Test
  void scatteredLinesJoinTheirInvoiceAtItsFirstLine() {
    RetailFile file =
        file(
            "1,A,X,1,2010-12-01T08:26:00,1,17850,United Kingdom",
            "2,B,X,1,2010-12-01T08:27:00,1,17851,United Kingdom",
            "1,C,X,1,2010-12-01T08:28:00,1,17850,United Kingdom",
            "3,D,X,1,2010-12-01T08:29:00,1,17852,United Kingdom",
            "2,E,X,1,2010-12-01T08:30:00,1,17851,United Kingdom",
            "1,F,X,1,2010-12-01T08:31:00,1,17850,United Kingdom");
    assertThat(RetailText.invoices(file))
        .extracting(InvoicesTest::shape)
        .containsExactly("1: A C F", "2: B E", "3: D");
    assertThat(file.summary().scatteredInvoices()).isEqualTo(2);
    assertThat(file.summary().total().orders().invoices()).isEqualTo(3);
    assertThat(file.summary().accountedLines()).isEqualTo(6);
  }

  @Test
  void theKindIsThatOfTheWholeInvoiceWhereItsLinesAreScattered() {
    RetailFile file =
        file(
            "1,A,X,-1,2010-12-01T08:26:00,0,17850,United Kingdom",
            "2,B,X,1,2010-12-01T08:27:00,1,17850,United Kingdom",
            "1,C,X,4,2010-12-01T08:28:00,1,17850,United Kingdom");
    assertThat(RetailText.invoices(file).getFirst()).isInstanceOf(Sale.class);
    assertThat(file.summary().total().writeOffs()).isEqualTo(Figures.NONE);
    assertThat(file.unitsOrdered()).containsEntry("C", 4L).hasSize(2);
  }

  @Test
  void aBrokenLineDoesNotTearItsInvoiceApart() {
    RetailFile file =
        file(
            "1,A,X,1,2010-12-01T08:26:00,1,17850,United Kingdom",
            "rubbish",
            "1,B,X,1,2010-12-01T08:26:00,1,17850,United Kingdom");
    assertThat(RetailText.invoices(file)).extracting(InvoicesTest::shape).containsExactly("1: A B");
    assertThat(file.summary().scatteredInvoices()).isZero();
  }

  @Test
  void linesAfterTheMostThatAnInvoiceMayHaveAreToldAsBroken() {
    String line = "1,A,X,1,2010-12-01T08:26:00,1,17850,United Kingdom";
    String[] lines = Collections.nCopies(InvoiceGroups.MAX_LINES + 3, line).toArray(String[]::new);
    Summary summary = file(lines).summary();
    assertThat(summary.total().orders().lines()).isEqualTo(InvoiceGroups.MAX_LINES);
    assertThat(summary.brokenLines()).containsEntry(Reason.INVOICE_TOO_LONG, 3L).hasSize(1);
    assertThat(summary.accountedLines()).isEqualTo(lines.length);
  }

  @Test
  void aFileThatIsNotInTheOrderOfItsInvoicesIsRefused() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= Strays.MAX_LINES + 2; i++) {
      lines.add(i % 2 + 1 + ",A,X,1,2010-12-01T08:26:00,1,17850,United Kingdom");
    }
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> file(lines.toArray(String[]::new)))
        .withMessageContaining("is not in the order of its invoices")
        .withMessageContaining("100,000");
  }

  @Test
  void amountsThatDoNotAddUpInALongAreRefusedAndNotMiscounted() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 9_300; i++) {
      lines.add(i + ",A,X,1000000000,2010-12-01T08:26:00,1,17850,United Kingdom");
    }
    assertThatExceptionOfType(RetailFileException.class)
        .isThrownBy(() -> file(lines.toArray(String[]::new)))
        .withMessageContaining("too large to add up");
  }

  @Test
  void productsHaveTheHighestAndLowestPriceAndTheMostFrequentDescription() {
    RetailFile file =
        file(
            "1,A,CUP,1,2010-12-01T08:26:00,2,17850,United Kingdom",
            "1,A,MUG ,1,2010-12-01T08:26:00,0.5,17850,United Kingdom",
            "2,A, MUG,1,2010-12-01T08:26:00,3,17850,France",
            "3,A,,1,2010-12-01T08:26:00,1,17850,France",
            "4,A,broken,-50,2010-12-01T08:26:00,0,,United Kingdom",
            "C5,A,MUG,-1,2010-12-01T08:26:00,9,17851,Spain",
            "5,C,FIRST,1,2010-12-01T08:26:00,1,,EIRE",
            "5,C,SECOND,1,2010-12-01T08:26:00,1,,EIRE",
            "5,C,SECOND,1,2010-12-01T08:26:00,1,,EIRE",
            "5,C,FIRST,1,2010-12-01T08:26:00,1,,EIRE",
            "6,B,,1,2010-12-01T08:26:00,1,17850,EIRE");
    assertThat(file.products())
        .containsExactly(
            new Product("A", "MUG", "GBP", 3_000_000L, 500_000L),
            new Product("B", "B", "GBP", 1_000_000L, 1_000_000L),
            new Product("C", "FIRST", "GBP", 1_000_000L, 1_000_000L));
    assertThat(file.customers())
        .extracting(customer -> customer.getCustomerId() + " " + customer.getCountry())
        .containsExactly("17850 EIRE", "17851 Spain");
    assertThat(file.summary().distinctSkus()).isEqualTo(3);
  }

  @Test
  void stockIsTheUnitsOrderedTimesTheFactorRoundedUp() {
    RetailFile file = file("1,A,X,3,2010-12-01T08:26:00,2,17850,United Kingdom");
    assertThat(file.stock(BigDecimal.ONE)).containsExactly(new Stock("A", 3L, 0L));
    assertThat(file.stock(new BigDecimal("0.5"))).containsExactly(new Stock("A", 2L, 0L));
    assertThat(file.stock(BigDecimal.ZERO)).containsExactly(new Stock("A", 0L, 0L));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> file.stock(BigDecimal.ONE.negate()));
  }

  @Test
  void afterTheLastInvoiceThereIsNone() {
    try (Invoices invoices = file().invoices()) {
      assertThat(invoices.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(invoices::next);
    }
  }

  private RetailFile file(String... lines) {
    return RetailText.survey(directory, RetailText.of(lines));
  }

  private static String shape(Invoice invoice) {
    return invoice.heading().number()
        + ": "
        + String.join(" ", invoice.lines().stream().map(InvoiceLine::sku).toList());
  }
}
