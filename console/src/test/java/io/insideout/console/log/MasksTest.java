package io.insideout.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MasksTest {
  private final Masks masks = new Masks();

  @Test
  void a_card_token_is_shown_by_its_last_characters_wherever_it_stands() {
    assertThat(masks.tree(Map.of("lines", List.of(Map.of("cardToken", "tok-12345678")))))
        .isEqualTo(Map.of("lines", List.of(Map.of("cardToken", "…5678"))));
    assertThat(masks.text("tok-12345678")).isEqualTo("…5678");
    assertThat(masks.text("of tok-12345678, twice")).isEqualTo("of …5678, twice");
    assertThat(masks.text("something else")).isEqualTo("something else");
  }

  @Test
  void a_short_one_is_not_looked_for_in_other_words() {
    masks.card("a");

    assertThat(masks.text("Ada")).isEqualTo("Ada");
    assertThat(masks.text("a")).isEqualTo("…");
  }

  @Test
  void names_of_secrets_are_known_however_they_are_written() {
    assertThat(List.of("CARDTOKEN", "card_token", "cardToken"))
        .allMatch(name -> masks.field(name, "tok-5678").equals("…5678"));
    assertThat(List.of("clientSecret", "Authorization", "api-key", "password"))
        .allMatch(name -> masks.field(name, "hush-hush").equals("…"));
    assertThat(List.of("secretVersion", "card", "key", "masterCheck"))
        .allMatch(name -> masks.field(name, "open").equals("open"));
    assertThat(masks.text("it was hush-hush")).isEqualTo("it was …");
  }

  @Test
  void the_subject_of_a_card_is_masked() {
    assertThat(masks.tree(List.of("card:tok-1", "customer:ada")))
        .isEqualTo(List.of("card:…ok-1", "customer:ada"));
  }
}
