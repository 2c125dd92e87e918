package io.insideout.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import java.util.List;

class CompatibilityFuzzTest {
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_schema_may_follow_another_or_it_is_said_why_not(byte[] input) {
    String[] texts = Foreign.texts(input, 2);
    try {
      SchemaVersion before =
          new SchemaVersion("subject", 1, 1, AvroSchema.parse(texts[0]).text(), false);
      AvroSchema after = AvroSchema.parse(texts[1]);
      List<String> backward =
          Compatibility.messages(CompatibilityLevel.BACKWARD, after.schema(), List.of(before));
      List<String> full =
          Compatibility.messages(CompatibilityLevel.FULL, after.schema(), List.of(before));
      assertThat(full).containsAll(backward).allSatisfy(why -> assertThat(why).isNotBlank());
    } catch (RegistryError refused) {
      assertThat(refused.code()).isEqualTo(42201);
    }
  }
}
