package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Statements one after another, asked of a running system; none of these needs the engine.
@ExtendWith(OneSystem.class)
class SqlScriptTest {
  private final TestSystem system;

  SqlScriptTest(TestSystem system) {
    this.system = system;
  }

  @Test
  void a_script_is_asked_until_a_statement_fails_at_its_place(@TempDir Path data) throws Exception {
    system.inside().runFile().write(data);
    Path script =
        Files.writeString(
            data.resolve("script.sql"),
            "DESCRIBE stock; -- its columns\nSELECT order_id,\n  nothing FROM orders; SHOW TABLES;");

    try (Cli.Running sql =
        new Cli(data).start("sql", "--data", data.toString(), "--file", script.toString())) {
      assertThat(sql.exitCode(Duration.ofMinutes(2))).isEqualTo(1);
      assertThat(sql.printed().lines())
          .contains("column       type", "on_hand      BIGINT")
          .contains("  " + "  nothing FROM orders", "    ^")
          .contains("Statement 2 of 3, in line 2, has failed; what stands behind it is not asked.")
          .anyMatch(line -> line.startsWith("line 3, column 3: There is no column 'nothing'"))
          .noneMatch(line -> line.contains("WARNING"));
    }
  }

  @Test
  void what_there_is_to_be_asked_is_told_with_its_columns() {
    List<String> names = new ArrayList<>();
    for (JsonNode relation :
        system.http().get("/api/sql/relations").expect(200).json().path("relations")) {
      names.add(relation.path("name").asText());
      if (relation.path("name").asText().equals("order_validations")) {
        assertThat(relation.path("topic").asText()).isEqualTo("order-validations");
        assertThat(relation.path("kind").asText()).isEqualTo("stream");
        assertThat(relation.path("columns").findValuesAsText("name"))
            .contains("order_id", "record_time");
        assertThat(relation.path("columns").findValuesAsText("type"))
            .contains("STRING", "TIMESTAMP_LTZ(3)");
      }
    }

    assertThat(names).isSorted().contains("order_validations", "orders", "stock");
  }
}
