package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.http.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a terminal would obey does not reach it.
class PrintableTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b]0;title\u0007",
        "\u009b2J",
        "\u0090payload",
        "a\nb\tc\rd",
        "\u007f",
        "\u202Edrawkcab",
        "\u2066x\u2069",
        "one\u2028two"
      })
  void neitherAsTextNorAsJson(String hostile) {
    String json = Printable.json(Json.write(Map.of("value", hostile)));

    assertThat(Printable.text(hostile)).doesNotContainPattern("[\\p{Cc}\\u2028\\u202E\\u2066]");
    assertThat(json).doesNotContainPattern("[\\p{Cc}\\u2028\\u202E\\u2066]");
    assertThat(Json.read(json.getBytes(UTF_8), JsonNode.class).path("value").asText())
        .as("whoever parses it has what was there")
        .isEqualTo(hostile);
  }

  @Test
  void whatIsHarmlessStaysAsItIs() {
    assertThat(Printable.text("Tea, 4 × 2.50 £, naïve, 日本語, 🍵"))
        .isEqualTo("Tea, 4 × 2.50 £, naïve, 日本語, 🍵");
  }
}
