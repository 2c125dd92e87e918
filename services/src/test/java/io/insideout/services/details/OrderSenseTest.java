package io.insideout.services.details;

import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Product;
import io.insideout.services.details.OrderSense.Sound;
import io.insideout.services.details.OrderSense.Unsettled;
import io.insideout.services.details.OrderSense.Unsound;
import io.insideout.testkit.OrderFixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderSenseTest {
  private static final long PRICE = 2_550_000;
  private static final Customer ADA =
      new Customer(
          "c-1", "Ada", "ada@example.org", "United Kingdom", "1 Main Street", "N1", "London");
  private static final Product HEART =
      new Product("85123A", "White hanging heart", "GBP", 2_550_000L, 1_690_000L);

  @Test
  void anOrderOfKnownThingsAtFairPricesMakesSense() {
    assertThat(sense(order("o-1").line("85123A", 6, PRICE))).isEqualTo(new Sound());
    assertThat(sense(order("o-1").guest().line("85123A", 1, PRICE))).isEqualTo(new Sound());
    assertThat(sense(order("o-1").line("85123A", 80_995, 1_690_000L))).isEqualTo(new Sound());
    assertThat(sense(order("o-1").line("85123A", 1, PRICE).line("85123A", 1, PRICE)))
        .isEqualTo(new Sound());
  }

  @Test
  void quantitiesOutsideOfReasonMakeNoSenseForEver() {
    assertThat(sense(order("o-1").line("85123A", 0, PRICE)))
        .isEqualTo(unsound("line 1: quantity 0 is not between 1 and 100000"));
    assertThat(sense(order("o-1").line("85123A", -2, PRICE)))
        .isEqualTo(unsound("line 1: quantity -2 is not between 1 and 100000"));
    assertThat(sense(order("o-1").line("85123A", 100_000, PRICE))).isEqualTo(new Sound());
    assertThat(sense(order("o-1").line("85123A", 100_001, PRICE)))
        .isEqualTo(unsound("line 1: quantity 100001 is not between 1 and 100000"));
  }

  @Test
  void anOrderWithoutLinesOrWithoutAPriceMakesNoSense() {
    assertThat(sense(order("o-1"))).isEqualTo(unsound("the order has no lines"));
    assertThat(sense(order("o-1").line("85123A", 1, PRICE).line("85123A", 1, null)))
        .isEqualTo(unsound("line 2: there is no price"));
  }

  @Test
  void aTotalThatIsNotThatOfTheLinesMakesNoSense() {
    assertThat(sense(order("o-1").line("85123A", 2, PRICE).total(511)))
        .isEqualTo(unsound("total 5.11, but the lines come to 5.10"));
  }

  @Test
  void moreThanCanBeCountedIsAFlawAndNotACrash() {
    OrderSense sense = sense(order("o-1").line("85123A", 2, Long.MAX_VALUE));

    assertThat(sense)
        .isEqualTo(
            new Unsettled(
                List.of(
                    "line 1: price 9,223,372,036,854.775807 is above the list price 2.55",
                    "the lines come to more than can be counted")));
  }

  @Test
  void whatATableMayStillLearnIsUnsettled() {
    assertThat(sense(order("o-1").customer("c-9").line("85123A", 1, PRICE)))
        .isEqualTo(unsettled("customer 'c-9' is not known"));
    assertThat(sense(order("o-1").line("X", 1, PRICE)))
        .isEqualTo(unsettled("line 1: SKU 'X' is not known"));
    assertThat(sense(order("o-1").line("85123A", 1, 2_550_001L)))
        .isEqualTo(unsettled("line 1: price 2.550001 is above the list price 2.55"));
    assertThat(sense(order("o-1").line("85123A", 1, 1_689_999L)))
        .isEqualTo(unsettled("line 1: price 1.689999 is below the floor price 1.69"));
    assertThat(sense(order("o-1").currency("EUR").line("85123A", 1, PRICE)))
        .isEqualTo(unsettled("line 1: the order is in 'EUR', the product is priced in 'GBP'"));
  }

  @Test
  void everythingThatIsWrongIsTold() {
    OrderSense sense =
        sense(order("o-1").customer("c-9").line("X", 0, PRICE).line("85123A", 1, 1L).total(7));

    assertThat(sense)
        .isEqualTo(
            unsettled(
                "customer 'c-9' is not known",
                "line 1: quantity 0 is not between 1 and 100000",
                "line 1: SKU 'X' is not known",
                "line 2: price 0.000001 is below the floor price 1.69",
                "total 0.07, but the lines come to 0.00"));
  }

  @Test
  void aReasonIsBoundedAndSaysHowMuchItLeavesOut() {
    OrderFixture many = order("o-1");
    for (int i = 0; i < 200; i++) {
      many = many.line("X".repeat(500), 0, PRICE);
    }

    Unsettled sense = (Unsettled) sense(many);
    String text = FlawText.of(sense.flaws());

    assertThat(text).hasSizeLessThan(1_100).endsWith(" more");
    int told = text.split("; ").length - 1;
    assertThat(text).endsWith("and " + (sense.flaws().size() - told) + " more");
  }

  private static OrderSense sense(OrderFixture fixture) {
    return OrderSense.of(
        fixture.requested(),
        id -> Optional.ofNullable(Map.of("c-1", ADA).get(id)),
        sku -> Optional.ofNullable(Map.of("85123A", HEART).get(sku)));
  }

  private static OrderSense unsound(String... flaws) {
    return new Unsound(List.of(flaws));
  }

  private static OrderSense unsettled(String... flaws) {
    return new Unsettled(List.of(flaws));
  }
}
