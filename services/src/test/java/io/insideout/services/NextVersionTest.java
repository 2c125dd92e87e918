package io.insideout.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import io.insideout.testkit.OrderFixture;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What becomes of records of a version that this one does not know: why what is new is known
/// before it is used.
class NextVersionTest {
  private static final String TOPIC = Topics.ORDERS.name();

  private final Schemas schemas = Schemas.inMemory();
  private final Serde<Order> orders = schemas.serde(Topics.ORDERS);

  @Test
  void a_field_that_is_not_known_is_gone_from_what_is_written_again() {
    String field = ",{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}]";
    byte[] written = written(text -> text.replaceFirst("]([^]]*)$", field + "$1"), "note", "kept");
    assertThat(schemas.read(written).get("note")).hasToString("kept");

    Order known = orders.deserializer().deserialize(TOPIC, written);
    assertThat(known.getOrderId()).isEqualTo("o-1");
    byte[] again = orders.serializer().serialize(TOPIC, known);
    assertThat(schemas.read(again).hasField("note")).isFalse();
  }

  @Test
  void a_state_that_is_not_known_cannot_be_read_and_is_not_taken_for_another() {
    byte[] written =
        written(text -> text.replace("\"RETURNED\"]", "\"RETURNED\",\"LAPSED\"]"), "state", null);

    assertThatThrownBy(() -> orders.deserializer().deserialize(TOPIC, written))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("LAPSED");
  }

  /// An order as another version writes it.
  ///
  /// @param value of the field, or null for the symbol LAPSED
  private byte[] written(UnaryOperator<String> change, String field, @Nullable String value) {
    Schema next = new Schema.Parser().parse(change.apply(Topics.ORDERS.schema().toString()));
    Order today = OrderFixture.order("o-1").line("TEA", 1, 2_500_000L).version(3, OrderState.PAID);
    GenericRecord order = schemas.reader(next).apply(orders.serializer().serialize(TOPIC, today));
    Schema type = next.getField(field).schema();
    order.put(field, value == null ? new GenericData.EnumSymbol(type, "LAPSED") : value);
    return schemas.write(Topics.ORDERS.subject(), new Schemas.Datum(next, order));
  }
}
