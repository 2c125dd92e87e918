package io.insideout.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/// An answer in SQL, line by line, as a terminal shows it.
class SqlAnswerTest {
  private static final String UPDATED =
      """
      {"columns":[{"name":"state","type":"STRING"},{"name":"count","type":"BIGINT NOT NULL"}],"updates":true,"warnings":["It grows."]}""";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private int width = Integer.MAX_VALUE;

  @Test
  void a_row_says_whether_it_is_new_takes_anothers_place_or_is_gone() throws Exception {
    SqlAnswer answer = answer(false);
    take(answer, UPDATED, row("+I", "\"PAID\", 1"), row("-U", "\"PAID\", 1"));
    take(answer, row("+U", "\"PAID\", 2"), row("-D", "\"PAID\", 2"));
    answer.showSoFar();

    assertThat(out.toString().lines())
        .containsExactly(
            "   state  count", "+  PAID       1", "~  PAID       2", "-  PAID       2");
    assertThat(err.toString().strip()).isEqualTo("Note: It grows.");
    assertThat(answer.failed()).isFalse();
  }

  @Test
  void columns_keep_the_widths_of_the_first_rows() throws Exception {
    SqlAnswer answer = answer(false);
    take(
        answer,
        "{\"columns\":[{\"name\":\"name\",\"type\":\"STRING\"}],\"updates\":false}",
        row("+I", "\"Ada Lovelace\""));
    answer.showSoFar();
    take(answer, row("+I", "\"a name that is longer than the first\""), row("+I", "null"));
    answer.showSoFar();

    assertThat(out.toString().lines())
        .containsExactly("name", "Ada Lovelace", "a name th...", "null");
  }

  @Test
  void a_number_is_never_cut_into_another() throws Exception {
    SqlAnswer answer = answer(false);
    take(
        answer,
        """
        {"columns":[{"name":"n","type":"BIGINT NOT NULL"},{"name":"of","type":"STRING"}],"updates":false}""",
        row("+I", "9, \"tea\""));
    answer.showSoFar();
    take(answer, row("+I", "1234, \"marmalade\""));
    answer.showSoFar();
    take(answer, row("+I", "12345678, \"tea\""));
    answer.showSoFar();

    assertThat(out.toString().lines())
        .containsExactly("n  of", "9  tea", "       n  of", "    1234  marmalade", "12345678  tea");
  }

  @Test
  void text_that_outgrows_a_narrow_column_is_cut_to_it() throws Exception {
    SqlAnswer answer = answer(false);
    take(
        answer,
        "{\"columns\":[{\"name\":\"x\",\"type\":\"STRING\"}],\"updates\":false}",
        row("+I", "\"a\""));
    answer.showSoFar();
    take(answer, row("+I", "\"abc\""));
    answer.showSoFar();

    assertThat(out.toString().lines()).containsExactly("x", "a", ".");
  }

  @Test
  void a_terminal_of_another_width_has_columns_of_its_own() throws Exception {
    SqlAnswer answer = answer(false);
    take(
        answer,
        """
        {"columns":[{"name":"name","type":"STRING"},{"name":"n","type":"INT"}],"updates":false}""",
        row("+I", "\"Ada Lovelace of London\", 1"));
    answer.showSoFar();
    width = 16;
    take(answer, row("+I", "\"Ada Lovelace of London\", 2"));
    answer.showSoFar();

    assertThat(out.toString().lines())
        .containsExactly(
            "name                    n",
            "Ada Lovelace of London  1",
            "name           n",
            "Ada Lovela...  2");
  }

  @Test
  void columns_that_do_not_fit_stand_one_below_the_other() throws Exception {
    width = 16;
    SqlAnswer answer = answer(false);
    take(
        answer,
        """
        {"columns":[{"name":"order_id","type":"STRING"},{"name":"state","type":"STRING"}],"updates":true}""",
        row("+I", "\"o-1\", \"REQUESTED\""));
    answer.showSoFar();
    take(answer, row("+U", "\"o-1\", \"PAID\""));
    answer.showSoFar();

    assertThat(out.toString().lines())
        .containsExactly(
            "-- row 1 +",
            "order_id  o-1",
            "state     REQ...",
            "-- row 2 ~",
            "order_id  o-1",
            "state     PAID");
    assertThat(answer.size()).isEqualTo("2 changes");
  }

  @Test
  void with_json_each_row_is_an_object() throws Exception {
    SqlAnswer answer = answer(true);
    take(answer, UPDATED, row("+I", "\"PAID\", 1"), row("+U", "null, 2"));

    assertThat(out.toString().lines())
        .containsExactly(
            "{\"op\":\"+\",\"state\":\"PAID\",\"count\":1}",
            "{\"op\":\"~\",\"state\":null,\"count\":2}");
  }

  @Test
  void what_a_terminal_would_obey_is_shown_and_not_obeyed() throws Exception {
    SqlAnswer answer = answer(false);
    take(answer, UPDATED, row("+I", "\"\\u001b[2J\\u202egone\", 1"));
    answer.showSoFar();

    assertThat(out.toString()).doesNotContain("\u001b", "\u202e").contains("gone");
  }

  @Test
  void an_answer_that_ends_in_an_error_has_failed() throws Exception {
    SqlAnswer answer = answer(false);
    take(answer, UPDATED, row("+I", "\"PAID\", 1"), "{\"error\":\"the SQL engine has ended\"}");

    assertThat(answer.failed()).isTrue();
    assertThat(out.toString()).contains("PAID");
    assertThat(err.toString()).contains("the SQL engine has ended");
  }

  private SqlAnswer answer(boolean json) {
    return new SqlAnswer(new PrintWriter(out, true), new PrintWriter(err, true), json, () -> width);
  }

  private static String row(String op, String cells) {
    return "{\"op\":\"%s\",\"row\":[%s]}".formatted(op, cells);
  }

  private static void take(SqlAnswer answer, String... lines) throws JsonProcessingException {
    for (String line : lines) {
      answer.take(new ObjectMapper().readTree(line));
    }
  }
}
