package io.insideout.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;

/// How values of SQL are kept in a topic.
class AvroTypeTest {
  @Test
  void plainTypesAreAvrosOwn() throws Exception {
    assertThat(kept(DataTypes.VARCHAR(7))).isEqualTo("STRING \"string\"");
    assertThat(kept(DataTypes.SMALLINT())).isEqualTo("INT \"int\"");
    assertThat(kept(DataTypes.BIGINT())).isEqualTo("BIGINT \"long\"");
    assertThat(kept(DataTypes.DATE())).startsWith("DATE {").contains("\"date\"");
  }

  @Test
  void timesHaveMillisecondsOrMicroseconds() throws Exception {
    assertThat(kept(DataTypes.TIMESTAMP_LTZ(3)))
        .startsWith("TIMESTAMP(3)")
        .contains("timestamp-millis");
    assertThat(kept(DataTypes.TIMESTAMP(0))).startsWith("TIMESTAMP(3)");
    assertThat(kept(DataTypes.TIMESTAMP(9)))
        .startsWith("TIMESTAMP(6)")
        .contains("timestamp-micros");
  }

  @Test
  void whatIsWithinMayBeMissing() throws Exception {
    assertThat(kept(DataTypes.ARRAY(DataTypes.INT().notNull())))
        .startsWith("ARRAY<INT>")
        .contains("[\"null\",\"int\"]");
    assertThat(kept(DataTypes.ROW(DataTypes.FIELD("sku", DataTypes.STRING()))))
        .startsWith("ROW<`sku` STRING>")
        .contains("\"name\":\"column\"", "\"name\":\"sku\"");
    assertThat(kept(DataTypes.DECIMAL(12, 2)))
        .startsWith("DECIMAL(12, 2)")
        .contains("\"precision\":12", "\"scale\":2");
  }

  @Test
  void whatATopicHasNoTypeForIsSaid() {
    assertThatThrownBy(() -> kept(DataTypes.MAP(DataTypes.INT(), DataTypes.STRING())))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("whose keys are no text");
    assertThatThrownBy(() -> kept(DataTypes.MULTISET(DataTypes.STRING())))
        .hasMessageContaining("column 'column' is a multiset");
  }

  private static String kept(DataType type) throws Exception {
    AvroType kept = AvroType.of(type.getLogicalType(), "column");
    return kept.sql() + " " + Door.JSON.writeValueAsString(kept.schema());
  }
}
