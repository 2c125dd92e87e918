package io.insideout.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import io.insideout.fuzz.TableCells;
import io.insideout.runtime.schema.Schemas;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

class AvroConverterFuzzTest {
  private static final Pattern ANY_NAME = Pattern.compile(".+");

  /// With a registry within the test.
  private static final class Converter extends AvroConverter {
    private final Schemas schemas = Schemas.inMemory();

    @Override
    protected Schemas schemas() {
      return schemas;
    }
  }

  /// A line is a field of what a connector of somebody else's hands over.
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void what_a_connector_hands_over_is_written_and_read_again_or_it_is_said_why_not(byte[] input) {
    Struct value = TableCells.row(Foreign.text(input), ANY_NAME);
    Converter converter = new Converter();
    byte[] written;
    try {
      written = converter.fromConnectData("others", value.schema(), value);
    } catch (DataException told) {
      assertThat(told.getMessage()).isNotBlank();
      return;
    }
    Struct read = (Struct) converter.toConnectData("others", written).value();
    assertThat(read.schema().fields()).hasSameSizeAs(value.schema().fields());
    value.schema().fields().stream()
        .filter(field -> value.get(field) instanceof String && field.schema().name() == null)
        .forEach(field -> assertThat(read.get(field.name())).isEqualTo(value.get(field)));
  }
}
