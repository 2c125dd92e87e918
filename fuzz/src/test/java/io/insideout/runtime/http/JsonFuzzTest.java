package io.insideout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class JsonFuzzTest {
  /// Something of each kind that bodies have.
  record Body(
      @Nullable String text,
      @Nullable Integer number,
      @Nullable Long large,
      @Nullable Boolean truth,
      @Nullable List<@Nullable Body> inner,
      @Nullable Map<String, String> named) {}

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_body_is_read_as_it_would_be_written_or_refused_by_its_field(byte[] input) {
    Foreign.read(() -> Json.read(input, Body.class))
        .ifPresent(body -> assertThat(Json.read(Json.write(body), Body.class)).isEqualTo(body));
    Foreign.read(() -> Json.read(input, Object.class)).ifPresent(Json::write);
    assertThat(Json.write(Json.tree(Foreign.text(input)))).isNotEmpty();
  }
}
