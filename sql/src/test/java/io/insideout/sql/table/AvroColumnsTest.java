package io.insideout.sql.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.sql.dialect.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class AvroColumnsTest {
  @Test
  void a_field_is_a_column_in_snake_case() {
    assertThat(AvroColumns.snake("cardToken")).isEqualTo("card_token");
    assertThat(AvroColumns.snake("sku")).isEqualTo("sku");
    assertThat(AvroColumns.snake("orderID")).isEqualTo("order_id");
    assertThat(AvroColumns.snake("HTTPStatus")).isEqualTo("http_status");
    assertThat(AvroColumns.snake("already_so")).isEqualTo("already_so");
  }

  @Test
  void records_within_a_record_are_rows() {
    assertThat(columns(Order.getClassSchema()))
        .contains(
            new Column("order_id", "STRING"),
            new Column("version", "INT"),
            new Column("state", "STRING"),
            new Column("total_minor", "BIGINT"),
            new Column(
                "lines", "ARRAY<ROW<`sku` STRING, `quantity` INT, `unit_price_micros` BIGINT>>"));
  }

  @Test
  void every_topic_of_the_catalogue_has_a_table() {
    for (Topic<?> topic : Topics.all()) {
      assertThat(columns(topic.schema())).as(topic.name()).isNotEmpty();
    }
  }

  @Test
  void a_union_of_several_is_left_out() {
    assertThat(columns(OrderCommand.getClassSchema()))
        .extracting(Column::name)
        .contains("order_id")
        .doesNotContain("action");
  }

  @Test
  void a_record_within_itself_is_left_out() {
    Schema tree =
        schema(
            """
            {"type": "record", "name": "Tree", "fields": [
              {"name": "name", "type": "string"},
              {"name": "branches", "type": {"type": "array", "items": "Tree"}}]}""");
    assertThat(columns(tree)).containsExactly(new Column("name", "STRING"));
  }

  @Test
  void logical_types_and_maps_have_types_of_their_own() {
    Schema schema =
        schema(
            """
            {"type": "record", "name": "Any", "fields": [
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}]},
              {"name": "counts", "type": {"type": "map", "values": "long"}}]}""");
    assertThat(columns(schema))
        .containsExactly(
            new Column("price", "DECIMAL(9, 2)"),
            new Column("day", "DATE"),
            new Column("at", "TIMESTAMP(3)"),
            new Column("counts", "MAP<STRING, BIGINT>"));
  }

  @Test
  void what_is_no_record_has_no_columns() {
    assertThatThrownBy(() -> new AvroColumns(Schema.create(Schema.Type.STRING)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void avro_reads_by_the_columns_names_what_was_written_by_the_fields() throws IOException {
    // Avro's class does not say which of its fields may be null.
    @SuppressWarnings("NullAway")
    Authorization written =
        new Authorization(
            "r-1",
            "o-1",
            PaymentKind.AUTHORIZE,
            "card-1",
            "GBP",
            1_999L,
            PaymentOutcome.APPROVED,
            1,
            null,
            null);
    AvroColumns columns = new AvroColumns(Authorization.getClassSchema());

    GenericRecord read = read(columns.reader(), written);

    assertThat(read.get("card_token")).hasToString("card-1");
    assertThat(read.get("amount_minor")).isEqualTo(1_999L);
    assertThat(read.get("outcome")).hasToString("APPROVED");
    assertThat(read.get("reason")).isNull();
  }

  @Test
  void the_schema_to_read_by_can_be_written_down_and_parsed() {
    Set<Topic<?>> all = Set.copyOf(Topics.all());
    for (Topic<?> topic : all) {
      Schema reader = new AvroColumns(topic.schema()).reader();
      assertThat(schema(reader.toString())).as(topic.name()).isEqualTo(reader);
    }
  }

  private static GenericRecord read(Schema reader, Authorization written) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<>(Authorization.class).write(written, encoder);
    encoder.flush();
    return new GenericDatumReader<GenericRecord>(Authorization.getClassSchema(), reader)
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }

  private static List<Column> columns(Schema schema) {
    return new AvroColumns(schema).columns();
  }

  private static Schema schema(String text) {
    return new Schema.Parser().parse(text);
  }
}
