package io.insideout.connect.in;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.fuzz.Foreign;
import io.insideout.fuzz.TableCells;
import io.insideout.runtime.schema.Schemas;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

class TableRowFuzzTest {
  /// Debezium makes all others to such.
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  private static final String TABLE =
      """
      sku text TEA
      on_hand long 7
      shipped int 0
      description text A tin
      currency text GBP
      list_price decimal2 250
      floor_price decimal2 200
      """;

  /// A line is a column.
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_row_is_read_by_services_as_it_stands_in_the_table_or_it_is_said_why_not(byte[] input) {
    Struct row = TableCells.row(TABLE + Foreign.text(input), NAME);
    read(Topics.STOCK, row)
        .ifPresent(
            stock -> {
              assertThat(stock.getSku()).isEqualTo(row.get("sku"));
              assertThat(stock.getOnHand()).isEqualTo(((Number) row.get("on_hand")).longValue());
            });
    read(Topics.PRODUCTS, row)
        .ifPresent(
            product ->
                assertThat(BigDecimal.valueOf(product.getListPriceMicros(), 6))
                    .isEqualByComparingTo(new BigDecimal(String.valueOf(row.get("list_price")))));
  }

  private static <V extends SpecificRecord> Optional<V> read(Topic<V> topic, Struct row) {
    Schemas schemas = Schemas.inMemory();
    TableRow table;
    GenericRecord value;
    try {
      table = TableRow.of(topic.schema(), row.schema());
      value = table.value(row);
    } catch (DataException told) {
      assertThat(told.getMessage()).isNotBlank();
      return Optional.empty();
    }
    byte[] written = schemas.write(topic.subject(), new Schemas.Datum(table.schema(), value));
    GenericRecord whole = schemas.read(written);
    for (String column : table.more()) {
      if (row.get(column) instanceof String text) {
        assertThat(whole.get(column)).hasToString(text);
      }
      if (row.get(column) == null) {
        assertThat(whole.get(column)).isNull();
      }
    }
    return Optional.of(schemas.serde(topic).deserializer().deserialize(topic.name(), written));
  }
}
