package io.insideout.sql.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.catalog.Topics;
import io.insideout.sql.dialect.Statement.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/// A topic as a query writes it.
class SinkTableTest {
  private static final TopicTable.Place PLACE =
      new TopicTable.Place(
          Map.of("bootstrap.servers", "localhost:9092"), URI.create("http://localhost:8081"));
  private static final SinkTable.Transactions TRANSACTIONS =
      new SinkTable.Transactions("insideout-sql-cards-1", 60_000);
  private static final SinkTable.Carried NOTHING = new SinkTable.Carried(false, false);

  private static final Schema CARDS =
      NewSchema.of(
          "hot-cards",
          List.of(
              new NewSchema.Field("card_number", false, json("\"string\"")),
              new NewSchema.Field("count", false, json("\"long\"")),
              new NewSchema.Field(
                  "window_end",
                  false,
                  json("{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}")),
              new NewSchema.Field("note", true, json("\"string\""))));

  @Test
  void aNewSchemaHasTheColumnsAsFields() {
    assertThat(CARDS.getFullName()).isEqualTo("sql.HotCards");
    assertThat(CARDS.getFields().stream().map(Schema.Field::name))
        .containsExactly("cardNumber", "count", "windowEnd", "note");
    assertThat(CARDS.getField("note").schema().isNullable()).isTrue();
    assertThat(CARDS.getField("note").hasDefaultValue()).isTrue();
    assertThat(new TopicTable("hot-cards", Kind.TABLE, CARDS).relation().columns().toString())
        .as("and has them again when it is read")
        .contains("card_number", "window_end", "TIMESTAMP(3)");
  }

  @Test
  void aNameThatWouldNotComeBackStaysAsItIs() {
    assertThat(AvroColumns.camel("card_number")).isEqualTo("cardNumber");
    assertThat(AvroColumns.camel("a_1")).isEqualTo("a_1");
    assertThat(AvroColumns.camel("_x")).isEqualTo("_x");
    assertThat(AvroColumns.camel("Total")).isEqualTo("Total");
  }

  @Test
  void oneColumnOfTextIsTheKeyAsItIs() {
    assertThat(ddl(Kind.TABLE, List.of("card_number"), NOTHING))
        .startsWith("CREATE TEMPORARY TABLE `into hot_cards` (`cardNumber` STRING NOT NULL, ")
        .contains(
            "PRIMARY KEY (`cardNumber`) NOT ENFORCED",
            "'connector' = 'upsert-kafka'",
            "'key.format' = 'raw'",
            "'value.fields-include' = 'ALL'");
  }

  @Test
  void severalColumnsAreAKeyOfJson() {
    assertThat(ddl(Kind.TABLE, List.of("card_number", "window_end"), NOTHING))
        .contains("PRIMARY KEY (`cardNumber`, `windowEnd`) NOT ENFORCED", "'key.format' = 'json'");
    assertThat(ddl(Kind.STREAM, List.of("count"), NOTHING))
        .contains("'key.fields' = 'count'", "'key.format' = 'json'")
        .doesNotContain("PRIMARY KEY");
  }

  @Test
  void withoutSuchColumnsItIsTheKeyOfTheRecordThatWasRead() {
    assertThat(ddl(Kind.STREAM, List.of(), new SinkTable.Carried(true, true)))
        .contains(
            "`record_key` STRING, ",
            "`record_time` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp'",
            "'key.fields' = 'record_key'",
            "'value.fields-include' = 'EXCEPT_KEY'");
    assertThat(ddl(Kind.TABLE, List.of(), new SinkTable.Carried(true, false)))
        .contains("PRIMARY KEY (`record_key`) NOT ENFORCED");
    assertThat(ddl(Kind.STREAM, List.of(), NOTHING)).doesNotContain("key.format");
  }

  @Test
  void itIsWrittenExactlyOnce() {
    assertThat(ddl(Kind.STREAM, List.of(), NOTHING))
        .contains(
            "'sink.delivery-guarantee' = 'exactly-once'",
            "'sink.transactional-id-prefix' = 'insideout-sql-cards-1'",
            "'properties.transaction.timeout.ms' = '60000'",
            "'value.avro-confluent.subject' = 'hot-cards-value'");
  }

  @Test
  void aTopicWithAFieldThatSqlHasNoTypeForIsNotWritten() {
    TopicTable commands =
        new TopicTable("order-commands", Kind.STREAM, Topics.ORDER_COMMANDS.schema());
    TopicTable stock = new TopicTable("stock", Kind.TABLE, Topics.STOCK.schema());

    assertThat(new SinkTable(commands, List.of()).canBeWritten()).isFalse();
    assertThat(new SinkTable(stock, List.of()).canBeWritten()).isTrue();
  }

  @Test
  void aTypeIsTheVeryOneOfTheSchema() {
    assertThat(WriterType.of(Topics.ORDERS.schema().getField("lines").schema()))
        .startsWith("ARRAY<ROW<")
        .contains("`sku` STRING NOT NULL")
        .endsWith("> NOT NULL> NOT NULL");
  }

  private static String ddl(Kind kind, List<String> keys, SinkTable.Carried carried) {
    return new SinkTable(new TopicTable("hot-cards", kind, CARDS), keys)
        .ddl(carried, TRANSACTIONS, PLACE);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
