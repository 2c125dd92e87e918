package io.insideout.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.Topics;
import io.insideout.fuzz.Foreign;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.schema.Schemas;
import java.nio.ByteBuffer;
import java.util.List;

class DecoderFuzzTest {
  private static final Decoder DECODER = new Decoder(schemas());

  private static Schemas schemas() {
    Schemas schemas = Schemas.inMemory();
    schemas.register(List.of(Topics.ORDERS));
    return schemas;
  }

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_record_of_any_bytes_is_shown(byte[] input) {
    for (String topic : List.of("orders", "card-transactions", "others")) {
      assertThat(Json.write(DECODER.shown(topic, input, input))).isNotEmpty();
    }
    byte[] avro = ByteBuffer.allocate(5 + input.length).put((byte) 0).putInt(1).put(input).array();
    assertThat(Json.write(DECODER.shown("orders", input, avro))).isNotEmpty();
  }
}
