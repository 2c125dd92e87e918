package io.insideout.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/// A row of a table, written as a text.
public final class TableCells {
  private static final int MOST_COLUMNS = 40;

  /// As Debezium has a number that may have any number of decimals.
  private static final Schema ANY_DECIMAL =
      SchemaBuilder.struct()
          .name("io.debezium.data.VariableScaleDecimal")
          .optional()
          .field("scale", Schema.INT32_SCHEMA)
          .field("value", Schema.BYTES_SCHEMA)
          .build();

  private record Cell(Schema schema, @Nullable Object value) {}

  private TableCells() {}

  /// @param text a line for each column: its name, its type, and what stands there; it takes the
  ///   place of the column that has the name already
  /// @param name of a column; lines with others are left out
  public static Struct row(String text, Pattern name) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (String line : text.split("\n", MOST_COLUMNS)) {
      String[] words = line.split(" ", 3);
      if (words.length == 3 && name.matcher(words[0]).matches()) {
        cells.put(words[0], cell(words[1], words[2]));
      }
    }
    return row(cells);
  }

  private static Struct row(Map<String, Cell> cells) {
    SchemaBuilder schema = SchemaBuilder.struct().name("legacy.public.some.Value");
    cells.forEach((name, cell) -> schema.field(name, cell.schema()));
    Struct row = new Struct(schema.build());
    for (Field field : row.schema().fields()) {
      row.put(field, cells.get(field.name()).value());
    }
    return row;
  }

  /// What PostgreSQL has, as Debezium hands it on.
  private static Cell cell(String type, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    BigInteger number = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
    BigInteger decimal = text.matches("-?\\d{1,200}") ? new BigInteger(text) : number;
    return switch (type) {
      case "long" -> new Cell(Schema.OPTIONAL_INT64_SCHEMA, decimal.longValue());
      case "int" -> new Cell(Schema.INT32_SCHEMA, decimal.intValue());
      case "short" -> new Cell(Schema.OPTIONAL_INT16_SCHEMA, decimal.shortValue());
      case "bool" -> new Cell(Schema.BOOLEAN_SCHEMA, text.length() % 2 == 0);
      case "double" -> new Cell(Schema.FLOAT64_SCHEMA, decimal.doubleValue());
      case "float" -> new Cell(Schema.OPTIONAL_FLOAT32_SCHEMA, decimal.floatValue());
      case "bytes" -> new Cell(Schema.OPTIONAL_BYTES_SCHEMA, bytes);
      case "null" -> new Cell(Schema.OPTIONAL_STRING_SCHEMA, null);
      case "texts" ->
          new Cell(
              SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build(),
              Arrays.asList(text.split(",", 9)));
      case "moment" ->
          new Cell(
              SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").optional().build(),
              text);
      case "date" ->
          new Cell(
              SchemaBuilder.int32().name("io.debezium.time.Date").optional().build(),
              decimal.intValue());
      case "default" ->
          new Cell(SchemaBuilder.string().optional().defaultValue(text).build(), text);
      case "any" ->
          new Cell(
              ANY_DECIMAL,
              new Struct(ANY_DECIMAL)
                  .put("scale", text.length())
                  .put("value", number.toByteArray()));
      case String other when other.matches("decimal\\d{1,4}") -> {
        int scale = Integer.parseInt(other.substring("decimal".length()));
        yield new Cell(Decimal.builder(scale).optional().build(), new BigDecimal(decimal, scale));
      }
      default -> new Cell(Schema.STRING_SCHEMA, text);
    };
  }
}
