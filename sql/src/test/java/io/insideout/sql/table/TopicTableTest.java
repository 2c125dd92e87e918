package io.insideout.sql.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Topics;
import io.insideout.sql.dialect.Statement.Kind;
import io.insideout.sql.table.Reading.From;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicTableTest {
  private static final Reading ALL = new Reading(new From.Beginning(), false);
  private static final TopicTable.Place PLACE =
      new TopicTable.Place(
          Map.of("bootstrap.servers", "127.0.0.1:9092", "sasl.jaas.config", "it's a secret"),
          URI.create("http://127.0.0.1:8081"));
  private static final TopicTable AUTHORIZATIONS =
      new TopicTable("authorizations", Kind.STREAM, Topics.AUTHORIZATIONS.schema());
  private static final TopicTable STOCK =
      new TopicTable("stock", Kind.TABLE, Topics.STOCK.schema());

  @Test
  void a_topic_has_its_name_with_underscores() {
    TopicTable table =
        new TopicTable("order-validations", Kind.STREAM, Topics.ORDER_VALIDATIONS.schema());
    assertThat(table.relation().name()).isEqualTo("order_validations");
    assertThat(table.topic()).isEqualTo("order-validations");
  }

  @Test
  void a_cards_number_is_another_name_for_its_token() {
    assertThat(AUTHORIZATIONS.relation().columns())
        .extracting(column -> column.name())
        .contains("card_token", "card_number", "record_time")
        .doesNotContain("record_key");
    assertThat(ddl(AUTHORIZATIONS, "")).contains("`card_number` AS `card_token`");
  }

  @Test
  void a_stream_is_read_from_where_it_was_asked_for() {
    assertThat(ddl(AUTHORIZATIONS, ""))
        .contains("'connector' = 'kafka'", "'scan.startup.mode' = 'earliest-offset'")
        .contains("'properties.isolation.level' = 'read_committed'")
        .doesNotContain("scan.bounded");
    Instant then = Instant.parse("2010-12-01T08:00:00Z");
    assertThat(AUTHORIZATIONS.ddl("", new Reading(new From.Time(then), true), Duration.ZERO, PLACE))
        .contains("'scan.startup.timestamp-millis' = '%d'".formatted(then.toEpochMilli()))
        .contains("'scan.bounded.mode' = 'latest-offset'");
  }

  @Test
  void a_table_has_a_row_for_each_key_and_is_read_whole() {
    assertThat(STOCK.ddl("", new Reading(new From.End(), false), Duration.ZERO, PLACE))
        .contains("'connector' = 'upsert-kafka'", "PRIMARY KEY (`record_key`) NOT ENFORCED")
        .doesNotContain("scan.startup");
    assertThat(STOCK.relation().keys()).isEqualTo(List.of("record_key"));
  }

  @Test
  void of_its_record_a_query_has_what_it_names() {
    assertThat(ddl(AUTHORIZATIONS, "SELECT * FROM authorizations"))
        .doesNotContain("record_key", "record_offset", "record_headers", "key.format");
    assertThat(ddl(AUTHORIZATIONS, "SELECT record_offset, record_key FROM authorizations"))
        .contains("`record_offset` BIGINT METADATA FROM 'offset' VIRTUAL", "'key.format' = 'raw'")
        .doesNotContain("record_headers");
  }

  @Test
  void event_time_waits_for_what_is_late() {
    assertThat(AUTHORIZATIONS.ddl("", ALL, Duration.ofHours(25), PLACE))
        .contains("`record_time` - INTERVAL '1 01:00:00.000' DAY(3) TO SECOND(3)");
  }

  @Test
  void what_the_log_is_reached_by_cannot_end_its_quotes() {
    assertThat(ddl(AUTHORIZATIONS, ""))
        .contains("'properties.sasl.jaas.config' = 'it''s a secret'");
  }

  private static String ddl(TopicTable table, String sql) {
    return table.ddl(sql, ALL, Duration.ZERO, PLACE);
  }
}
