package io.insideout.retail;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.retail.Invoice.Cancellation;
import io.insideout.retail.Invoice.Sale;
import io.insideout.retail.ReturnMatching.Match;
import io.insideout.retail.ReturnMatching.Units;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where what was given back came from.
class ReturnMatchingTest {
  @TempDir Path directory;

  private List<Match> matches(String... lines) {
    return matches(RetailText.invoices(RetailText.survey(directory, RetailText.of(lines))));
  }

  private static List<Match> matches(List<Invoice> invoices) {
    ReturnMatching matching = new ReturnMatching();
    List<Match> matches = new ArrayList<>();
    for (Invoice invoice : invoices) {
      switch (invoice) {
        case Sale sale -> matching.sold(sale);
        case Cancellation cancellation -> matches.add(matching.match(cancellation));
        case Invoice.Adjustment _, Invoice.WriteOff _ -> {}
      }
    }
    return matches;
  }

  private static Map<String, List<Units>> byNumber(Match match) {
    Map<String, List<Units>> byNumber = new HashMap<>();
    match.bySale().forEach((sale, units) -> byNumber.put(sale.heading().number(), units));
    return byNumber;
  }

  @Test
  void theNewestEarlierOrderOfTheCustomerIsTheOne() {
    Match match =
        matches(
                "1,TEA,Tea,5,2010-12-01T08:00:00,1.00,17850,United Kingdom",
                "2,CUP,Cup,9,2010-12-01T09:00:00,3.00,17850,United Kingdom",
                "2,TEA,Tea,5,2010-12-01T09:00:00,2.00,17850,United Kingdom",
                "3,TEA,Tea,5,2010-12-01T10:00:00,2.00,13047,United Kingdom",
                "C4,TEA,Tea,-2,2010-12-01T11:00:00,2.00,17850,United Kingdom",
                "5,TEA,Tea,5,2010-12-01T12:00:00,2.00,17850,United Kingdom")
            .getFirst();

    assertThat(byNumber(match)).isEqualTo(Map.of("2", List.of(new Units(1, 2, 2_000_000L))));
    assertThat(match.unmatched()).isEmpty();
  }

  @Test
  void whatTheNewestDoesNotHaveComesFromTheOneBeforeAndEachUnitOnce() {
    List<Match> matches =
        matches(
            "1,TEA,Tea,5,2010-12-01T08:00:00,1.00,17850,United Kingdom",
            "2,TEA,Tea,1,2010-12-01T09:00:00,2.00,17850,United Kingdom",
            "C3,TEA,Tea,-3,2010-12-01T10:00:00,2.00,17850,United Kingdom",
            "C4,TEA,Tea,-4,2010-12-01T11:00:00,2.00,17850,United Kingdom");

    assertThat(byNumber(matches.get(0)))
        .isEqualTo(
            Map.of(
                "2", List.of(new Units(0, 1, 2_000_000L)),
                "1", List.of(new Units(0, 2, 1_000_000L))));
    assertThat(byNumber(matches.get(1)))
        .isEqualTo(Map.of("1", List.of(new Units(0, 3, 1_000_000L))));
    assertThat(matches.get(1).unmatched()).extracting(InvoiceLine::quantity).containsExactly(-1);
  }

  @Test
  void whatNobodyBoughtIsUnmatched() {
    Match match =
        matches(
                "1,TEA,Tea,5,2010-12-01T08:00:00,1.00,,United Kingdom",
                "C2,TEA,Tea,-1,2010-12-01T09:00:00,1.00,,United Kingdom",
                "C2,CUP,Cup,-1,2010-12-01T09:00:00,1.00,,United Kingdom")
            .getFirst();

    assertThat(match.bySale()).isEmpty();
    assertThat(match.unmatched()).extracting(InvoiceLine::sku).containsExactly("TEA", "CUP");
  }

  @Test
  void ofTheBundledWeekEveryUnitIsMatchedOnceOrTold() {
    List<Invoice> invoices = RetailText.invoices(RetailFile.bundledWeek());
    long given = 0;
    for (Invoice invoice : invoices) {
      if (invoice instanceof Cancellation cancellation) {
        given += cancellation.lines().stream().mapToLong(InvoiceLine::quantity).sum();
      }
    }
    long accounted = 0;
    Map<String, Integer> back = new HashMap<>();
    for (Match match : matches(invoices)) {
      accounted += match.unmatched().stream().mapToLong(InvoiceLine::quantity).sum();
      for (Map.Entry<Sale, List<Units>> of : match.bySale().entrySet()) {
        for (Units units : of.getValue()) {
          accounted -= units.quantity();
          int sum =
              back.merge(
                  of.getKey().heading().number() + "/" + units.line(),
                  units.quantity(),
                  Integer::sum);
          assertThat(sum).isLessThanOrEqualTo(of.getKey().lines().get(units.line()).quantity());
        }
      }
    }
    assertThat(accounted).isEqualTo(given).isNegative();
    assertThat(back).isNotEmpty();
  }
}
