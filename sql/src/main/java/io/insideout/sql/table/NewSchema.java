package io.insideout.sql.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/// The schema of a topic that a query makes: a field for each of its columns, in their order.
public final class NewSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NewSchema() {}

  /// A column of it.
  ///
  /// @param avro its type, as Avro's JSON has it
  public record Field(
      String column, boolean nullable, com.fasterxml.jackson.databind.JsonNode avro) {}

  /// @param topic whose values they are
  /// @throws AvroRuntimeException if a name cannot be one of Avro's
  public static Schema of(String topic, List<Field> columns) {
    ObjectNode record = JSON.createObjectNode();
    record.put("type", "record").put("name", nameOf(topic)).put("namespace", "sql");
    ArrayNode fields = record.putArray("fields");
    for (Field column : columns) {
      ObjectNode field = fields.addObject().put("name", AvroColumns.camel(column.column()));
      if (column.nullable()) {
        field.putArray("type").add("null").add(column.avro());
        field.putNull("default");
      } else {
        field.set("type", column.avro());
      }
    }
    return new Schema.Parser().parse(record.toString());
  }

  /// `big-orders` as a record is called: `BigOrders`.
  private static String nameOf(String topic) {
    StringBuilder name = new StringBuilder();
    for (String word : topic.split("[^A-Za-z0-9]+")) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "Topic" + name : name.toString();
  }
}
