package io.insideout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.uri.UriPath;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
  private static final PathPattern ORDER = PathPattern.of("/api/orders/{id}/story");

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/api/orders/one/story one",
        "/api/orders/a%2Fb/story a/b",
        "/api/orders/a%252Fb/story a%2Fb",
        "/api/orders/%C3%A9/story é",
        "/api/orders/a+b/story a+b",
        "/api/orders/..%2F..%2Fhealth/story ../../health"
      })
  void a_variable_may_be_any_text(String path, String id) {
    assertThat(ORDER.variables(UriPath.create(path))).contains(Map.of("id", id));
    assertThat(ORDER.match(UriPath.create(path)).accepted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/orders/one",
        "/api/orders//story",
        "/api/orders/one/story/",
        "/api/orders/one/two/story",
        "/api%2Forders/one/story",
        "/API/orders/one/story",
        "/"
      })
  void another_path_is_of_another_pattern(String path) {
    assertThat(ORDER.variables(UriPath.create(path))).isEmpty();
    assertThat(ORDER.match(UriPath.create(path)).accepted()).isFalse();
  }

  @Test
  void a_path_without_variables_is_a_text() {
    assertThat(PathPattern.of("/").variables(UriPath.create("/"))).contains(Map.of());
    assertThat(PathPattern.of("/api/orders").variables(UriPath.create("/api/orders")))
        .contains(Map.of());
  }
}
