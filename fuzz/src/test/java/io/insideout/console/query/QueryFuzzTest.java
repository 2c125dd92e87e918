package io.insideout.console.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import io.insideout.runtime.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

class QueryFuzzTest {
  /// The expression stands in the first line, the value of a record behind it.
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void an_expression_wants_a_record_or_not_or_is_refused_at_a_place_in_it(byte[] input) {
    String[] texts = Foreign.texts(input, 2);
    Query query;
    try {
      query = Query.parse(texts[0]);
    } catch (QueryError refused) {
      assertThat(refused.column()).isBetween(1, texts[0].length() + 1);
      return;
    }
    Optional<Object> value =
        Foreign.read(() -> Json.read(texts[1].getBytes(StandardCharsets.UTF_8), Object.class));
    Map<String, Object> record =
        Map.of("key", "k", "offset", 7L, "partition", 0, "value", value.orElse(texts[1]));
    assertThat(new Query.Not(query).matches(record)).isNotEqualTo(query.matches(record));
  }
}
