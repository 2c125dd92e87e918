package io.insideout.sql.persistent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.insideout.catalog.SqlQuery;
import io.insideout.catalog.SqlQueryState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.schema.Schemas;
import io.insideout.sql.dialect.Dialect;
import io.insideout.sql.dialect.Name;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.table.NewSchema;
import io.insideout.sql.table.Tables;
import io.insideout.sql.table.TopicTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What SQL may write, and what is said where something is created.
class TargetTest {
  static {
    // Tells Avro which classes it may trust.
    var _ = Schemas.inMemory();
  }

  private static final Tables.Found FOUND =
      new Tables.Found(
          Map.of(
              "sales",
              new TopicTable(
                  "sales",
                  Statement.Kind.TABLE,
                  NewSchema.of(
                      "sales",
                      List.of(new NewSchema.Field("order_id", false, TextNode.valueOf("string"))))),
              "orders",
              new TopicTable("orders", Statement.Kind.STREAM, Topics.ORDERS.schema()),
              "sql_queries",
              new TopicTable("sql-queries", Statement.Kind.TABLE, Topics.SQL_QUERIES.schema())));

  private static final SqlQuery MAKER =
      SqlQuery.newBuilder()
          .setQueryId("sales-1")
          .setText("CREATE TABLE sales AS SELECT order_id FROM orders")
          .setTopic("sales")
          .setHasMadeTopic(true)
          .setIsTable(true)
          .setKeys(List.of("order_id"))
          .setBegin("beginning")
          .setOffsets(Map.of("orders", List.of(3L, 4L)))
          .setState(SqlQueryState.TERMINATED)
          .setCreatedAtMicros(1)
          .build();

  @Test
  void aTopicThatAQueryHasMadeIsWrittenByItsKeyEvenWhenThatQueryIsOver() {
    Target target = Target.of(name("sales"), FOUND, List.of(MAKER));

    assertThat(target.keys()).containsExactly("order_id");
    assertThat(target.isTable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "sql-queries", "sales"})
  void anyOtherHasAWriterOfItsOwn(String topic) {
    assertThatThrownBy(() -> Target.of(name(topic), FOUND, List.of()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("another writer");
  }

  @Test
  void whatIsNotThereHasToBeMade() {
    assertThatThrownBy(() -> Target.of(name("nothing"), FOUND, List.of(MAKER)))
        .hasMessageContaining("CREATE");
  }

  @Test
  void whereAQueryBeginsIsWrittenDown() {
    SqlQuery atOffsets = SqlQuery.newBuilder(MAKER).setBegin("offsets").build();
    SqlQuery atTime = SqlQuery.newBuilder(MAKER).setBegin("2010-12-01T08:00:00Z").build();

    assertThat(Beginnings.of(MAKER).toString()).startsWith("Beginning");
    assertThat(Beginnings.of(atOffsets).toString()).contains("orders=[3, 4]");
    assertThat(Beginnings.of(atTime).toString()).contains("2010-12-01T08:00:00Z");
    assertThat(Beginnings.byPartition(atOffsets).values()).containsExactlyInAnyOrder(3L, 4L);
  }

  @Test
  void aPaceIsWhatWasPassedInASecond() {
    Pace first = Pace.NONE.then(1_000_000_000L, 500);
    assertThat(first.perSecond()).isZero();
    assertThat(first.then(3_000_000_000L, 1_500).perSecond()).isEqualTo(500);
    assertThat(first.then(2_000_000_000L, 100).perSecond()).as("it was set back").isZero();
  }

  @Test
  void whatIsSaidOfANewTopicIsUnderstoodOrRefused() {
    Properties said =
        new Properties(
            Map.of("kafka_topic", "t", "partitions", "7", "key", "a , b", "value_format", "AVRO"));

    assertThat(said.topic()).contains("t");
    assertThat(said.partitions(4)).isEqualTo(7);
    assertThat(said.keys()).containsExactly("a", "b");
    assertThatThrownBy(() -> new Properties(Map.of("value_format", "JSON")))
        .hasMessageContaining("value_format");
    assertThatThrownBy(() -> new Properties(Map.of("partitions", "0")).partitions(4))
        .hasMessageContaining("1 to");
  }

  private static Name name(String text) {
    return ((Statement.Describe) Dialect.statements("DESCRIBE " + text).getFirst()).name();
  }
}
