package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a shell asks while somebody types.
class CompletionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          SEL                                       | SELECT
          SELECT 1; DES                             | DESCRIBE
          SHOW q                                    | QUERIES
          SELECT * FROM auth                        | authorizations
          SELECT * FROM orders, cust                | customers
          SELECT * FROM orders JOIN order_v         | order_validations
          DESCRIBE Ord                              | order_validations
          PRINT orders FROM B                       | BEGINNING
          SELECT * FROM orders WHERE total          | total_minor
          SELECT * FROM orders o WHERE o.cou        | country
          SELECT * FROM orders AS o WHERE o.COU     | country
          SELECT record_t                           | record_time
          SELECT * FROM orders EMIT C               | CHANGES
          SELECT * FROM orders GROUP B              | BY
          SELECT * FROM orders GR                   | GROUP BY
          SELECT * FROM orders WINDOW (SIZE 5 M     | MINUTES
          SELECT COU                                | COUNT(
          TERMINATE A                               | ALL
          INSERT IN                                 | INTO
          """)
  void whatFitsIsOffered(String text, String candidate) {
    Completion completion = Completion.at(text, Shop.RELATIONS);

    assertThat(completion.candidates()).contains(candidate);
    assertThat(text.substring(completion.from())).isEqualTo(text.substring(lastWord(text)));
  }

  private static int lastWord(String text) {
    int start = text.length();
    while (start > 0
        && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '_')) {
      start--;
    }
    return start;
  }

  @Test
  void onlyColumnsOfWhatIsReadAreOffered() {
    assertThat(Completion.at("SELECT * FROM customers WHERE ", Shop.RELATIONS).candidates())
        .contains("name", "customer_id", "record_key")
        .doesNotContain("total_minor");
    assertThat(Completion.at("SELECT * FROM order-val", Shop.RELATIONS))
        .isEqualTo(new Completion(14, List.of("order_validations")));
    assertThat(Completion.at("SELECT * FROM ", Shop.RELATIONS).candidates())
        .containsExactly("authorizations", "customers", "order_validations", "orders");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 'abc", "SELECT `car", "SELECT 1 /* sel", "SELECT \"sel"})
  void inAStringOrCommentNothingIs(String text) {
    assertThat(Completion.at(text, Shop.RELATIONS).candidates()).isEqualTo(List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1;", "SELECT 1; -- done", ";", "SELECT ';' ;\n", "SHOW x;/*;*/"})
  void aStatementEndsInASemicolon(String text) {
    assertThat(Completion.isComplete(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SELECT 1",
        "SELECT ';",
        "SELECT 1 -- ;",
        "SELECT `;",
        "SELECT 1 /* ;",
        "-- ;"
      })
  void aSemicolonWithinSomethingEndsNothing(String text) {
    assertThat(Completion.isComplete(text)).isFalse();
  }
}
