package io.insideout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardTokensTest {
  @ParameterizedTest
  @CsvSource({"tok-4242,…4242", "12345,…2345", "1234,…", "1,…", "'',…"})
  void no_token_is_shown_whole(String token, String shown) {
    assertThat(CardTokens.masked(token)).isEqualTo(shown);
  }
}
