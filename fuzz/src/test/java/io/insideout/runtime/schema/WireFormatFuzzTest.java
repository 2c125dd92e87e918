package io.insideout.runtime.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.Order;
import io.insideout.catalog.Topics;
import io.insideout.fuzz.Foreign;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;

class WireFormatFuzzTest {
  private static final Schemas SCHEMAS = Schemas.inMemory();
  private static final Serde<Order> SERDE = SCHEMAS.serde(Topics.ORDERS);

  static {
    SCHEMAS.id(Topics.ORDERS.subject(), Topics.ORDERS.schema());
  }

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_value_is_written_again_as_it_was_read_or_it_is_none(byte[] input) {
    read(input);
    read(ByteBuffer.allocate(5 + input.length).put((byte) 0).putInt(1).put(input).array());
  }

  private static void read(byte[] bytes) {
    try {
      Order order = SERDE.deserializer().deserialize("orders", bytes);
      byte[] again = SERDE.serializer().serialize("orders", order);
      assertThat(SERDE.deserializer().deserialize("orders", again)).isEqualTo(order);
    } catch (SerializationException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
