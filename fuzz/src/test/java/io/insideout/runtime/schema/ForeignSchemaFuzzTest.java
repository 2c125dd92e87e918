package io.insideout.runtime.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

class ForeignSchemaFuzzTest {
  /// The schema stands in the first line, the value behind it.
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_value_of_a_schema_of_others_is_read_or_is_none(byte[] input) {
    int end = Foreign.text(input).indexOf('\n');
    int line = end < 0 ? input.length : Math.min(end, input.length);
    Optional<Schema> schema = schema(Foreign.text(Arrays.copyOf(input, line)));
    if (schema.isEmpty()) {
      return;
    }
    Schemas schemas = Schemas.inMemory();
    int id = schemas.id("others", schema.get());
    byte[] value = Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length);
    byte[] bytes =
        ByteBuffer.allocate(5 + value.length).put((byte) 0).putInt(id).put(value).array();
    try {
      assertThat(schemas.readDatum(bytes).schema()).isEqualTo(schema.get());
    } catch (SerializationException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  /// What the registry refuses, nobody can write by.
  private static Optional<Schema> schema(String text) {
    try {
      return Optional.of(new Schema.Parser().parse(text));
    } catch (RuntimeException refused) {
      return Optional.empty();
    }
  }
}
