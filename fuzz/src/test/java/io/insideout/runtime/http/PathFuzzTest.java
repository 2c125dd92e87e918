package io.insideout.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.helidon.common.uri.UriPath;
import io.insideout.fuzz.Foreign;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;

class PathFuzzTest {
  private static final PathPattern PATTERN = PathPattern.of("/api/orders/{id}/story");

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void any_text_is_a_variable_and_any_path_is_of_a_pattern_or_not(byte[] input) {
    String text = Foreign.text(input);
    if (!text.isEmpty()) {
      String encoded = URLEncoder.encode(text, UTF_8).replace("+", "%20");
      assertThat(variables("/api/orders/" + encoded + "/story")).contains(Map.of("id", text));
    }
    Optional<Map<String, String>> found = variables("/api/orders/" + text + "/story");
    found.ifPresent(variables -> assertThat(variables.get("id")).isNotEmpty());
    var _ = variables(text);
  }

  /// What cannot be a path does not come to the door's routes.
  private static Optional<Map<String, String>> variables(String path) {
    UriPath parsed;
    try {
      parsed = UriPath.create(path);
    } catch (IllegalArgumentException refusedByHelidon) {
      return Optional.empty();
    }
    return PATTERN.variables(parsed);
  }
}
