package io.insideout.chaos.history;

import io.insideout.catalog.CancelOrder;
import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.verify.Coordinates;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/// What the log says of that which callers are told: every committed version of every order, every
/// row that a table ever had, every command, every dead letter.
///
/// @param commands ids of orders that were commanded
/// @param cancellations ids of orders that were to be cancelled
/// @param orders what stands at the coordinates of a version of an order
/// @param rows what stands at the coordinates of a row of a table, `key: figures`
/// @param payments the newest payment of each order
/// @param letters for each record that was set aside, the services that did so
public record LogFacts(
    Set<String> commands,
    Set<String> cancellations,
    Map<Coordinates, Told.Shown> orders,
    Map<Coordinates, String> rows,
    Map<String, Payment> payments,
    Map<Coordinates, List<String>> letters) {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration STALL = Duration.ofSeconds(30);

  /// Reads them.
  ///
  /// @throws IOException if the log cannot be read to its end
  public static LogFacts read(LogClient log, Schemas schemas) throws IOException {
    LogFacts facts =
        new LogFacts(
            new HashSet<>(),
            new HashSet<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>());
    Map<String, Deserializer<? extends SpecificRecord>> values = new HashMap<>();
    for (var topic :
        List.of(
            Topics.ORDER_COMMANDS,
            Topics.ORDERS,
            Topics.STOCK,
            Topics.PRODUCTS,
            Topics.PAYMENTS,
            Topics.DEAD_LETTERS)) {
      values.put(topic.name(), schemas.serde(topic).deserializer());
    }
    try (var consumer = log.reader("history")) {
      List<TopicPartition> partitions =
          values.keySet().stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long movedNanos = System.nanoTime();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        var records = consumer.poll(POLL);
        if (!records.isEmpty()) {
          movedNanos = System.nanoTime();
        } else if (System.nanoTime() - movedNanos > STALL.toNanos()) {
          throw new IOException("the log cannot be read to its end: nothing comes");
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
          facts.add(record, values);
        }
      }
    }
    return facts;
  }

  private void add(
      ConsumerRecord<byte[], byte[]> record,
      Map<String, Deserializer<? extends SpecificRecord>> values) {
    Deserializer<? extends SpecificRecord> deserializer = values.get(record.topic());
    if (deserializer == null || record.value() == null) {
      return;
    }
    Coordinates at = new Coordinates(record.topic(), record.partition(), record.offset());
    try {
      add(at, deserializer.deserialize(record.topic(), record.value()));
    } catch (SerializationException poison) {
      // Nobody can be told of it.
    }
  }

  private void add(Coordinates at, SpecificRecord value) {
    switch (value) {
      case OrderCommand command -> add(command);
      case Order order ->
          orders.put(
              at,
              new Told.Shown(order.getOrderId(), order.getVersion(), order.getState().name(), at));
      case Stock stock -> rows.put(at, row(stock.getSku(), stock.getOnHand(), stock.getShipped()));
      case Product product ->
          rows.put(
              at,
              row(
                  product.getSku(),
                  product.getDescription(),
                  Money.microsDecimal(product.getListPriceMicros())));
      case Payment payment -> payments.put(payment.getOrderId(), payment);
      case DeadLetter letter ->
          letters
              .computeIfAbsent(
                  new Coordinates(letter.getTopic(), letter.getPartition(), letter.getOffset()),
                  _ -> new ArrayList<>())
              .add(letter.getService());
      default -> throw new IllegalStateException("nobody asked for " + value.getClass());
    }
  }

  private void add(OrderCommand command) {
    switch (command.getAction()) {
      case PlaceOrder _ -> commands.add(command.getOrderId());
      case CancelOrder _ -> cancellations.add(command.getOrderId());
      default -> {}
    }
  }

  /// A row as it is compared.
  public static String row(String key, Object... figures) {
    StringBuilder row = new StringBuilder(key).append(':');
    for (Object figure : figures) {
      row.append(' ').append(figure);
    }
    return row.toString();
  }
}
