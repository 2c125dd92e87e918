package io.insideout.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import java.util.List;

class SchemaFuzzTest {
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_schema_has_one_text_and_may_follow_itself_or_is_refused(byte[] input) {
    AvroSchema schema;
    try {
      schema = AvroSchema.parse(Foreign.text(input));
    } catch (RegistryError refused) {
      assertThat(refused.code()).isEqualTo(42201);
      assertThat(refused.text()).isNotBlank();
      return;
    }
    assertThat(AvroSchema.parse(schema.text()).text()).isEqualTo(schema.text());
    SchemaVersion before = new SchemaVersion("subject", 1, 1, schema.text(), false);
    assertThat(Compatibility.messages(CompatibilityLevel.FULL, schema.schema(), List.of(before)))
        .isEmpty();
  }
}
