package io.insideout.connect.worker;

import io.debezium.connector.jdbc.JdbcSinkConnector;
import io.debezium.connector.postgresql.PostgresConnector;
import io.debezium.transforms.ExtractNewRecordState;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.connect.SchemasConverter;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.connect.database.Slot;
import io.insideout.connect.in.EventHeaders;
import io.insideout.connect.in.GoneRows;
import io.insideout.connect.in.TableConverter;
import io.insideout.connect.out.OrderRows;
import io.insideout.connect.out.ShipmentRows;
import io.insideout.connect.out.ShippedRows;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.transforms.ExtractField;
import org.apache.kafka.connect.transforms.Filter;
import org.apache.kafka.connect.transforms.RegexRouter;
import org.apache.kafka.connect.transforms.predicates.RecordIsTombstone;
import org.apache.kafka.connect.transforms.predicates.TopicNameMatches;

/// The connectors that the system has: one that captures the legacy tables, one that tells the
/// warehouse what has left, and those that keep views.
public final class Connectors {
  /// Captures `product` and `warehouse_stock`.
  public static final String TABLES = "legacy-tables";

  /// Tells `shipped_orders` what has left.
  public static final String SHIPPED = "shipped-lines";

  public static final String ORDERS_VIEW = "orders-view";
  public static final String SHIPMENTS_VIEW = "shipments-view";

  /// Where the sinks leave what they cannot read.
  public static final String DEAD_LETTERS = "connect-dead-letters";

  private static final String PREFIX = "legacy";

  /// What a sink's driver is told, in seconds.
  private static final Map<String, String> PATIENCE =
      Map.of("connectTimeout", "5", "socketTimeout", "30", "tcpKeepAlive", "true");

  private Connectors() {}

  /// All of them.
  ///
  /// @param database where the tables are
  /// @param hasPassword whether the environment has one for it
  /// @param registry the schema registry's address
  public static List<Connector> of(DatabaseAddress database, boolean hasPassword, URI registry) {
    return of(database, hasPassword, registry.toString());
  }

  /// Those of a worker in this process. It may find the registry elsewhere at each start, and no
  /// connector is told anew for that.
  static List<Connector> here(DatabaseAddress database, boolean hasPassword) {
    return of(database, hasPassword, Addresses.REGISTRY);
  }

  private static List<Connector> of(
      DatabaseAddress database, boolean hasPassword, String registry) {
    String password = hasPassword ? "${secret:%s}".formatted(DatabaseAddress.PASSWORD) : "";
    return List.of(
        tables(database, password, registry),
        sink(SHIPPED, Topics.ORDERS, "shipped_orders", "order_id", ShippedRows.class)
            .to(database, password, registry),
        sink(ORDERS_VIEW, Topics.ORDERS, "orders_view", "order_id", OrderRows.class)
            .to(database, password, registry),
        sink(SHIPMENTS_VIEW, Topics.SHIPMENTS, "shipments_view", "shipment_id", ShipmentRows.class)
            .to(database, password, registry));
  }

  private static Connector tables(DatabaseAddress database, String password, String registry) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", PostgresConnector.class.getName());
    config.put("tasks.max", "1");
    config.put("database.hostname", database.host());
    config.put("database.port", String.valueOf(database.port()));
    config.put("database.dbname", database.name());
    config.put("database.user", database.user());
    if (!password.isEmpty()) {
      config.put("database.password", password);
    }
    database.more().forEach((name, value) -> config.put("driver." + name, value));
    config.put("plugin.name", "pgoutput");
    config.put("slot.name", Slot.NAME);
    config.put("publication.name", Slot.NAME);
    config.put("publication.autocreate.mode", "disabled");
    config.put("topic.prefix", PREFIX);
    config.put("table.include.list", "public.product,public.warehouse_stock");
    // Where the journal that it would go on from is gone, the tables are read anew.
    config.put("snapshot.mode", "when_needed");
    // Where there is a slot already, the place in the journal to go on from is looked up in the
    // middle of the transaction
    // that reads: rows are to be read as they are behind it.
    config.put("snapshot.isolation.mode", "read_committed");
    config.put("decimal.handling.mode", "precise");
    config.put("field.name.adjustment.mode", "avro");
    // Other tables of the database are written to as well: where these rest, the slot moves by what
    // is written for it.
    config.put("heartbeat.interval.ms", "5000");
    config.put(
        "heartbeat.action.query",
        "select pg_logical_emit_message(false, 'insideout-heartbeat', '')");
    config.put("poll.interval.ms", "20");
    // A database that comes back is back at once.
    config.put("retriable.restart.connector.wait.ms", "2000");
    config.put("exactly.once.support", "required");
    config.put("transaction.boundary", "poll");
    config.put("producer.override.interceptor.classes", EventHeaders.class.getName());
    config.put("producer.override.linger.ms", "0");
    config.put("topic.creation.default.replication.factor", "-1");
    config.put("topic.creation.default.partitions", "1");
    config.put("topic.creation.default.cleanup.policy", "compact");
    config.put("key.converter", StringConverter.class.getName());
    config.put("value.converter", TableConverter.class.getName());
    config.put("value.converter." + SchemasConverter.URL, registry);
    config.put("predicates", "table");
    config.put("predicates.table.type", TopicNameMatches.class.getName());
    config.put("predicates.table.pattern", PREFIX + "\\.public\\..*");
    config.put("transforms", "row,key,gone,products,stock");
    config.put("transforms.row.type", ExtractNewRecordState.class.getName());
    config.put("transforms.row.delete.tombstone.handling.mode", "tombstone");
    config.put("transforms.key.type", ExtractField.Key.class.getName());
    config.put("transforms.key.field", "sku");
    config.put("transforms.key.predicate", "table");
    config.put("transforms.gone.type", GoneRows.class.getName());
    config.put("message.prefix.include.list", GoneRows.PREFIX);
    route(config, "products", "product", Topics.PRODUCTS);
    route(config, "stock", "warehouse_stock", Topics.STOCK);
    return new Connector(TABLES, config);
  }

  private static void route(Map<String, String> config, String name, String table, Topic<?> topic) {
    config.put("transforms.%s.type".formatted(name), RegexRouter.class.getName());
    config.put("transforms.%s.regex".formatted(name), PREFIX + "\\.public\\." + table);
    config.put("transforms.%s.replacement".formatted(name), topic.name());
  }

  private record Sink(
      String name, Topic<?> topic, String table, String key, Class<? extends Converter> rows) {

    Connector to(DatabaseAddress database, String password, String registry) {
      Map<String, String> config = new HashMap<>();
      config.put("connector.class", JdbcSinkConnector.class.getName());
      config.put("tasks.max", "1");
      config.put("topics", topic.name());
      // Whoever waits for an answer that does not come waits for ever, if nobody tells him.
      config.put("connection.url", database.orElse(PATIENCE).jdbcUrl());
      config.put("connection.username", database.user());
      config.put("connection.password", password);
      config.put("connection.pool.min_size", "1");
      config.put("connection.pool.max_size", "2");
      config.put("collection.name.format", table);
      config.put("insert.mode", "upsert");
      config.put("primary.key.mode", "record_value");
      config.put("primary.key.fields", key);
      config.put("schema.evolution", "none");
      config.put("use.time.zone", "UTC");
      config.put("batch.size", "500");
      config.put("key.converter", StringConverter.class.getName());
      config.put("value.converter", rows.getName());
      config.put("value.converter." + SchemasConverter.URL, registry);
      config.put("predicates", "none");
      config.put("predicates.none.type", RecordIsTombstone.class.getName());
      config.put("transforms", "rows");
      config.put("transforms.rows.type", Filter.class.getName());
      config.put("transforms.rows.predicate", "none");
      // What cannot be read is set aside with its origin; a registry that is away is waited for.
      config.put("errors.tolerance", "all");
      config.put("errors.retry.timeout", "-1");
      config.put("errors.retry.delay.max.ms", "5000");
      config.put("errors.deadletterqueue.topic.name", DEAD_LETTERS);
      config.put("errors.deadletterqueue.topic.replication.factor", "-1");
      config.put("errors.deadletterqueue.context.headers.enable", "true");
      config.put("errors.log.enable", "true");
      config.put("consumer.override.isolation.level", "read_committed");
      config.put("consumer.override.auto.offset.reset", "earliest");
      return new Connector(name, config);
    }
  }

  private static Sink sink(
      String name, Topic<?> topic, String table, String key, Class<? extends Converter> rows) {
    return new Sink(name, topic, table, key, rows);
  }
}
