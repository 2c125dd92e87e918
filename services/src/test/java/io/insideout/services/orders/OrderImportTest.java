package io.insideout.services.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.OrderLine;
import io.insideout.catalog.PlaceOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderImportTest {
  /// What a log has of invoice 536366 that took it before orders could say a country.
  private static final String DIGEST_OF_BEFORE = "93417e5cee33ce1f1270ca58eb4b0856";

  private static final PlaceOrder NOWHERE =
      PlaceOrder.newBuilder()
          .setCustomerId("17850")
          .setCardToken("card-17850")
          .setCurrency("GBP")
          .setLines(
              List.of(new OrderLine("22633", 6, 1_850_000L), new OrderLine("22632", 6, 1_850_000L)))
          .setPlacedAtMicros(1_291_192_080_000_000L)
          .build();

  private static PlaceOrder of(String country) {
    return PlaceOrder.newBuilder(NOWHERE).setCountry(country).build();
  }

  @Test
  void an_order_that_says_no_country_has_the_digest_of_before() {
    assertThat(OrderImport.fingerprint(NOWHERE)).isEqualTo(DIGEST_OF_BEFORE);
  }

  @Test
  void an_order_of_before_is_known_though_the_file_says_a_country() {
    assertThat(OrderImport.isOf(DIGEST_OF_BEFORE, of("United Kingdom"))).isTrue();
  }

  @Test
  void another_country_is_another_order() {
    String british = OrderImport.fingerprint(of("United Kingdom"));
    assertThat(OrderImport.isOf(british, of("United Kingdom"))).isTrue();
    assertThat(OrderImport.isOf(british, of("Norway"))).isFalse();
    assertThat(OrderImport.isOf(british, NOWHERE)).isFalse();
  }
}
