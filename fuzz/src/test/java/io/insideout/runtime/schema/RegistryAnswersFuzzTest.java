package io.insideout.runtime.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import io.insideout.runtime.schema.Registry.UnknownSchema;
import io.insideout.runtime.schema.Registry.Version;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;

class RegistryAnswersFuzzTest {
  /// More is cut off.
  private static final int LONGEST_WORDS = 1_100;

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void what_a_registry_answers_is_of_use_or_makes_no_sense(byte[] input) throws IOException {
    read(input);
    // The text of a schema, as a registry has it within its answer.
    read(
        new com.fasterxml.jackson.databind.ObjectMapper()
            .writeValueAsBytes(Map.of("schema", Foreign.text(input))));
  }

  private static void read(byte[] answer) {
    try {
      Schema schema = RegistryAnswers.schema(7, answer);
      assertThat(new Schema.Parser().parse(schema.toString())).isEqualTo(schema);
    } catch (UnknownSchema told) {
      assertThat(told.getMessage()).contains("7");
    } catch (IOException senseless) {
      assertThat(senseless.getMessage()).isNotBlank();
    }
    var _ = RegistryAnswers.isUnknownSchema(answer);
    try {
      assertThat(RegistryAnswers.id(answer)).isPositive();
    } catch (IOException senseless) {
      assertThat(senseless.getMessage()).isNotBlank();
    }
    try {
      assertThat(RegistryAnswers.versions(answer))
          .extracting(Version::version)
          .allSatisfy(version -> assertThat(version).isPositive());
    } catch (IOException senseless) {
      assertThat(senseless.getMessage()).isNotBlank();
    }
    try {
      assertThat(RegistryAnswers.message(answer)).hasSizeLessThan(LONGEST_WORDS);
    } catch (IOException senseless) {
      assertThat(senseless.getMessage()).isNotBlank();
    }
  }
}
