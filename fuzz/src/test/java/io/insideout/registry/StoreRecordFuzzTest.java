package io.insideout.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

class StoreRecordFuzzTest {
  @FuzzTest(maxDuration = io.insideout.fuzz.Foreign.SEARCH)
  void a_record_of_the_schemas_topic_is_understood_or_is_rubbish(byte[] input) {
    String[] texts = io.insideout.fuzz.Foreign.texts(input, 2);
    read(bytes(texts[0]), bytes(texts[1]));
    read(bytes(texts[0]), null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void read(byte[] key, byte @Nullable [] value) {
    try {
      StoreRecord understood = StoreRecordJson.read(key, value);
      if (!(understood instanceof StoreRecord.Foreign)) {
        ProducerRecord<byte[], byte[]> written = StoreRecordJson.write(understood);
        assertThat(StoreRecordJson.read(written.key(), written.value())).isEqualTo(understood);
      }
    } catch (StoreRecordJson.Rubbish refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
