package io.insideout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A page that gives its own name this machine's address comes in nowhere.
class HostNamesTest {
  private final HostNames names =
      HostNames.thisMachineAnd(List.of("shop.example.com", "Other.Example"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example:1",
        "evil-localhost",
        "10.0.0.7",
        "shop.example.com.evil.example",
        "[::2]:8080",
        ""
      })
  void another_name_is_refused_unless_any_will_do(String host) {
    assertThatThrownBy(() -> names.check(Optional.of(host)))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(421))
        .hasMessageContaining("http-names");
    assertThatCode(() -> HostNames.any().check(Optional.of(host))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:8080",
        "shop.localhost",
        "127.0.0.1",
        "127.3.2.1:80",
        "[::1]:8080",
        "shop.example.com",
        "SHOP.example.com.:443",
        "other.example"
      })
  void a_name_of_this_machine_or_one_that_is_set_will_do(String host) {
    assertThatCode(() -> names.check(Optional.of(host))).doesNotThrowAnyException();
  }

  @Test
  void who_says_none_is_no_browser() {
    assertThatCode(() -> names.check(Optional.empty())).doesNotThrowAnyException();
  }
}
