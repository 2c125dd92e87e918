package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TablesLawTest {
  /// Longer than any of these tests takes: what agrees is not waited for.
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Shop shop = new Shop();
  private long onHand = 5;

  @Test
  void tables_that_are_what_the_topics_say_break_no_law() throws Exception {
    LawReport law = shop.check(Duration.ZERO);
    assertThat(law.holds()).as("%s", law).isTrue();
    assertThat(law.counted())
        .isEqualTo(
            Map.of(
                "rows of product", 2L,
                "rows of warehouse_stock", 2L,
                "rows of orders_view", 2L,
                "rows of shipments_view", 2L,
                "rows of shipped_lines", 1L,
                "rows of shipped_totals", 3L));
  }

  @Test
  void a_row_that_is_behind_the_log_is_waited_for() throws Exception {
    shop.tables.change("orders_view", "o-1", "version", "5");
    shop.tables.delete("shipped_lines", "o-1");
    shop.tables.then(() -> {}).then(() -> {}).then(this::theSinksGoOn);
    LawReport law = shop.check(LONG);
    assertThat(law.holds()).as("%s", law).isTrue();
    assertThat(law.counted()).containsEntry("looked at again", 2L);
  }

  private void theSinksGoOn() {
    shop.tables.change("orders_view", "o-1", "version", "6");
    shop.tables.put("shipped_lines", "o-1", "lines.0.line", "1", "lines.0.sku", "TEA");
    shop.tables.change("shipped_lines", "o-1", "lines.0.shipped", "3");
    shop.tables.change("shipped_lines", "o-1", "lines.0.returned", "2");
  }

  @Test
  void a_log_that_is_behind_the_rows_is_waited_for() throws Exception {
    shop.tables.change("warehouse_stock", "CUP", "on_hand", "6");
    shop.tables.delete("product", "CUP");
    shop.tables
        .then(() -> {})
        .then(() -> shop.write(Topics.STOCK, "CUP", new Stock("CUP", 6L, 0L)))
        .then(() -> shop.delete(Topics.PRODUCTS, "CUP"));
    LawReport law = shop.check(LONG);
    assertThat(law.holds()).as("%s", law).isTrue();
  }

  @Test
  void a_row_that_never_rests_agrees_when_the_log_has_come_by_it() throws Exception {
    // It changes between any two looks, and the log is always five changes behind.
    shop.theWorldGoesOn = this::theRowGoesOn;
    shop.tables.change("warehouse_stock", "CUP", "on_hand", "10");
    LawReport law = shop.check(LONG);
    assertThat(law.holds()).as("%s", law).isTrue();
    assertThat(law.counted()).containsEntry("looked at again", 1L);
  }

  private void theRowGoesOn() {
    for (int change = 0; change < 2; change++) {
      onHand++;
      shop.write(Topics.STOCK, "CUP", new Stock("CUP", onHand, 0L));
    }
    shop.tables.change("warehouse_stock", "CUP", "on_hand", String.valueOf(onHand + 5));
  }

  @Test
  void what_differs_to_the_end_is_found_however_much_it_is() throws Exception {
    IntStream.range(0, 2_500)
        .forEach(i -> shop.tables.put("product", "elf-" + i, "sku", "elf-" + i));
    LawReport law = shop.check(Duration.ofMillis(300));
    assertThat(law.violations()).isEqualTo(2_500);
    assertThat(law.first()).hasSize(Findings.KEPT);
  }

  @Test
  void what_does_not_decode_is_no_row() throws Exception {
    shop.write(Topics.STOCK, "CUP", new Content.Undecodable("rubbish", null));
    assertThat(shop.check(Duration.ZERO).holds()).isTrue();
  }

  @Test
  void what_somebody_wrote_does_nothing_to_a_terminal() throws Exception {
    shop.tables.change("product", "CUP", "description", "\u001b[31m\n" + "x".repeat(500));
    assertThat(shop.check(Duration.ZERO).first().getFirst().sentence())
        .isEqualTo(
            "product, row CUP: description is \uFFFD[31m\uFFFD%s…, and by topic products Cup"
                .formatted("x".repeat(54)));
  }

  @Test
  void a_database_that_does_not_answer_breaks_no_law_and_proves_nothing() throws Exception {
    shop.tables.leave("it is away");
    assertNotJudged(shop.report(LONG));
  }

  @Test
  void nor_does_one_that_goes_away_meanwhile() throws Exception {
    shop.tables.delete("product", "CUP");
    shop.tables.then(() -> {}).then(() -> shop.tables.leave("it is away"));
    assertNotJudged(shop.report(LONG));
  }

  private static void assertNotJudged(Report report) {
    LawReport law = report.law('L');
    assertThat(law.violations()).isZero();
    assertThat(law.unjudged()).contains("it is away");
    assertThat(law.holds()).isFalse();
    assertThat(report.holds()).isFalse();
    assertThat(report.toString()).contains("? L  Tables ", " not judged: it is away");
  }

  @Test
  void without_a_database_there_is_no_such_law() {
    assertThat(Audit.of(shop.log, Quiet.yes("all was worked off")).laws())
        .extracting(LawReport::letter)
        .doesNotContain('L');
  }
}
