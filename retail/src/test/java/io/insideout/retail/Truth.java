package io.insideout.retail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Figures that scripts with no knowledge of this project have computed from the same files.
final class Truth {
  private Truth() {}

  static JsonNode read(InputStream in) throws IOException {
    try (in) {
      return new JsonMapper().readTree(in);
    }
  }

  /// `5761931.382` as 5761931382000; a figure that is not exact in micros fails.
  static long micros(JsonNode amount) {
    return new BigDecimal(amount.textValue()).movePointRight(6).longValueExact();
  }

  static Figures figures(JsonNode truth) {
    return new Figures(
        truth.get("invoices").longValue(),
        truth.get("lines").longValue(),
        truth.get("units").longValue(),
        micros(truth.get("amount")));
  }

  static <V> Map<String, V> byName(JsonNode truth, Function<JsonNode, V> value) {
    Map<String, V> values = new TreeMap<>();
    truth.properties().forEach(entry -> values.put(entry.getKey(), value.apply(entry.getValue())));
    return values;
  }
}
