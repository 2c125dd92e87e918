package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// From what Flink says to where a person typed it.
class PositionMapTest {
  @Test
  void whatFlinkNamesIsFoundWhereItWasTyped() {
    Rewritten query =
        Shop.rewritten(
            "SELECT lcase(state), -- a comment\n  a.TOTALMINOR + nix(country)\nFROM orders a");

    assertThat(typed(query, "LOWER")).isEqualTo(new Place(1, 8));
    assertThat(typed(query, "`state`")).isEqualTo(new Place(1, 14));
    assertThat(typed(query, "`a`.")).isEqualTo(new Place(2, 3));
    assertThat(typed(query, "`total_minor`")).isEqualTo(new Place(2, 5));
    assertThat(typed(query, "nix")).isEqualTo(new Place(2, 18));
    assertThat(typed(query, "`country`")).isEqualTo(new Place(2, 22));
    assertThat(typed(query, "`orders`")).isEqualTo(new Place(3, 6));
  }

  @Test
  void whatWasAddedStandsWhereItComesFrom() {
    Rewritten query =
        Shop.rewritten("SELECT state, COUNT(*)\nFROM orders\nWINDOW (SIZE 1 HOUR)\nGROUP BY state");

    assertThat(typed(query, "TUMBLE_START")).isEqualTo(new Place(3, 1));
    assertThat(typed(query, "TUMBLE(")).isEqualTo(new Place(3, 1));
    assertThat(typed(query, "AS `count`")).isEqualTo(new Place(1, 15));
  }

  @Test
  void aStringOfManyLinesMovesNothing() {
    Rewritten query = Shop.rewritten("SELECT 'a\nb\r\nc', nix(state) FROM orders");

    assertThat(query.sql().lines().count()).isEqualTo(3);
    assertThat(query.positions().typed(3, query.sql().lines().toList().get(2).indexOf("nix") + 1))
        .isEqualTo(new Place(3, 5));
  }

  @Test
  void aPlaceThatIsNotThereIsTheNearest() {
    Rewritten query = Shop.rewritten("SELECT state FROM orders");

    assertThat(query.positions().typed(0, 0)).isEqualTo(new Place(1, 1));
    assertThat(query.positions().typed(99, 99)).isEqualTo(new Place(1, 19));
  }

  @Test
  void whatFlinkSaysIsAnErrorInWhatWasTyped() {
    Rewritten query = Shop.rewritten("SELECT nix(STATE) FROM orders");

    SqlError error = query.positions().error(1, 8, "There is no function nix", "write another");

    assertThat(error)
        .hasMessage(
            """
            line 1, column 8: There is no function nix; write another
              SELECT nix(STATE) FROM orders
                     ^\
            """);
  }

  private static Place typed(Rewritten query, String piece) {
    int column = query.sql().indexOf(piece) + 1;
    assertThat(column).as(piece + " in " + query.sql()).isPositive();
    return query.positions().typed(1, column);
  }
}
