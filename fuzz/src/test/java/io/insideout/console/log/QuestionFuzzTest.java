package io.insideout.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Asked;
import io.insideout.fuzz.Foreign;
import java.util.LinkedHashMap;
import java.util.Map;

class QuestionFuzzTest {
  /// Each line is a parameter, as `name=value`.
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void what_is_asked_of_a_topic_makes_sense_or_is_refused(byte[] input) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String line : Foreign.text(input).split("\n", 20)) {
      String[] parameter = line.split("=", 2);
      query.put(parameter[0], parameter.length > 1 ? parameter[1] : "");
    }
    String topic = query.getOrDefault("topic", "orders");
    query.remove("topic");
    Asked asked = new Asked(Map.of("topic", topic), query, Map.of(), new byte[0]);
    Foreign.read(() -> Question.of(asked))
        .ifPresent(
            question -> {
              assertThat(question.limit()).isBetween(1, 500);
              assertThat(question.direction()).isNotNull();
            });
    Foreign.read(() -> ScanCursor.read(query.getOrDefault("cursor", ""), topic))
        .ifPresent(cursor -> assertThat(ScanCursor.read(cursor.write(), topic)).isEqualTo(cursor));
  }
}
