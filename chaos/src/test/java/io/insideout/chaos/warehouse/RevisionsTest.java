package io.insideout.chaos.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.verify.Coordinates;
import org.junit.jupiter.api.Test;

class RevisionsTest {
  private final Revisions revisions = new Revisions();
  private int offset;

  @Test
  void changesOfARowComeOnceAndInTheirTurn() {
    see("SKU-1", 1);
    see("SKU-2", 2);
    see("SKU-1", 7);

    assertThat(revisions.found()).isEmpty();
  }

  @Test
  void aChangeThatComesAgainIsFound() {
    see("SKU-1", 1);
    see("SKU-1", 2);
    see("SKU-1", 2);

    assertThat(revisions.found())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.sentence())
                  .isEqualTo("change 2 of SKU-1 came when change 2 was there already");
              assertThat(found.at()).containsExactly(new Coordinates("stock", 0, 3));
            });
  }

  @Test
  void changesThatComeAgainAreFoundWhereTheyBegin() {
    see("SKU-1", 1);
    see("SKU-1", 2);
    see("SKU-1", 1);
    see("SKU-1", 2);

    assertThat(revisions.found()).hasSize(1);
  }

  private void see(String sku, long revision) {
    revisions.see(sku, revision, new Coordinates("stock", 0, ++offset));
  }
}
