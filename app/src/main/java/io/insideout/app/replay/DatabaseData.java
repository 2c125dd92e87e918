package io.insideout.app.replay;

import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Uptake;
import io.insideout.runtime.schema.Schemas;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Products and stock as rows of the database that keeps them: one transaction, which change data
/// capture carries into the log.
///
/// @param database where they are kept
public record DatabaseData(DatabaseAddress database, LogClient log, Schemas schemas)
    implements ReferenceData {
  private static final int MICROS_SCALE = 6;
  private static final Duration ARRIVES_WITHIN = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration TABLES_WITHIN = Duration.ofSeconds(60);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(200);

  /// SQLSTATE of a table that is not there.
  private static final String NO_SUCH_TABLE = "42P01";

  private static final String PRODUCT =
      """
      insert into product values (?, ?, ?, ?, ?) on conflict (sku) do update
      set description = excluded.description, currency = excluded.currency,
          list_price = excluded.list_price, floor_price = excluded.floor_price
      """;

  /// So many units in all: what has left already is not on hand any more.
  private static final String STOCK =
      """
      insert into warehouse_stock as known (sku, on_hand) values (?, ?) on conflict (sku) do update
      set on_hand = excluded.on_hand - known.shipped
      """;

  @Override
  public Uptake put(List<Product> products, List<Stock> stock, long timestampMillis)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + TABLES_WITHIN.toNanos();
    while (true) {
      try {
        write(products, stock);
        break;
      } catch (SQLException e) {
        // A database that has just started has no tables yet.
        if (!NO_SUCH_TABLE.equals(e.getSQLState()) || System.nanoTime() > deadlineNanos) {
          throw new StartFailure(
              "The database does not take the file's reference data: " + e.getMessage(), e);
        }
        Pause.atMost(ASK_AGAIN_AFTER);
      }
    }
    // Products first: who looks them up does not tell how far it is, and has the time that stock
    // takes.
    Map<String, Predicate<Product>> same = new HashMap<>();
    products.forEach(product -> same.put(product.getSku(), product::equals));
    var _ = await(Topics.PRODUCTS, same);
    Map<String, Predicate<Stock>> units = new HashMap<>();
    stock.forEach(
        row ->
            units.put(
                row.getSku(), seen -> seen.getOnHand() + seen.getShipped() == row.getOnHand()));
    return await(Topics.STOCK, units);
  }

  private void write(List<Product> products, List<Stock> stock) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement product = connection.prepareStatement(PRODUCT);
        PreparedStatement row = connection.prepareStatement(STOCK)) {
      connection.setAutoCommit(false);
      for (Product one : products) {
        product.setString(1, one.getSku());
        product.setString(2, one.getDescription());
        product.setString(3, one.getCurrency());
        product.setBigDecimal(4, BigDecimal.valueOf(one.getListPriceMicros(), MICROS_SCALE));
        product.setBigDecimal(5, BigDecimal.valueOf(one.getFloorPriceMicros(), MICROS_SCALE));
        product.addBatch();
      }
      product.executeBatch();
      for (Stock one : stock) {
        row.setString(1, one.getSku());
        row.setLong(2, one.getOnHand());
        row.addBatch();
      }
      row.executeBatch();
      connection.commit();
    }
  }

  /// Returns when the newest value of each of these keys is as it has to be.
  private <V extends SpecificRecord> Uptake await(Topic<V> topic, Map<String, Predicate<V>> wanted)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + ARRIVES_WITHIN.toNanos();
    try (Consumer<byte[], byte[]> reader = log.reader("replay-" + topic.name())) {
      reader.assign(LogClient.partitions(reader, topic));
      reader.seekToBeginning(reader.assignment());
      Map<String, Predicate<V>> missing = new HashMap<>(wanted);
      Map<TopicPartition, Long> next = new HashMap<>();
      while (!missing.isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          see(topic, record, wanted, missing);
          next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        if (System.nanoTime() > deadlineNanos) {
          throw new StartFailure(
              "%,d rows of the database do not come into the topic %s; ./insideout connectors says why."
                  .formatted(missing.size(), topic.name()));
        }
      }
      return new Uptake(next);
    }
  }

  private <V extends SpecificRecord> void see(
      Topic<V> topic,
      ConsumerRecord<byte[], byte[]> record,
      Map<String, Predicate<V>> wanted,
      Map<String, Predicate<V>> missing) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    Predicate<V> right = wanted.get(key);
    if (right == null) {
      return;
    }
    boolean isRight =
        record.value() != null
            && right.test(
                schemas.serde(topic).deserializer().deserialize(topic.name(), record.value()));
    if (isRight) {
      missing.remove(key);
    } else {
      missing.put(key, right);
    }
  }
}
