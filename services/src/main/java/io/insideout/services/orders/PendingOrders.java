package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.Topics;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Redriven;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.view.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/// Orders that were taken and that the view does not show yet. Together with the view they are all
/// that there is, so a repeated key is recognised and a caller finds its own order at every moment.
final class PendingOrders {
  /// More than these are not taken: the services are far behind.
  static final int LIMIT = 200_000;

  /// A command on its way.
  ///
  /// @param durable completes when the log has it, and fails when it cannot be published
  record Pending(String fingerprint, CompletableFuture<Void> durable) {}

  private final Map<String, Pending> byOrderId = new ConcurrentHashMap<>();

  /// Enters a command, unless one with its id is there already.
  ///
  /// @return what is there already
  Optional<Pending> enter(String orderId, Pending pending) {
    return Optional.ofNullable(byOrderId.putIfAbsent(orderId, pending));
  }

  boolean contains(String orderId) {
    return byOrderId.containsKey(orderId);
  }

  void leave(String orderId) {
    byOrderId.remove(orderId);
  }

  boolean full() {
    return byOrderId.size() >= LIMIT;
  }

  /// Where the orders service will go on reading commands: all before it is in the log as orders.
  /// The generation that works tells: one that was taken over from stands still, and is forgotten.
  static Map<TopicPartition, Long> folded(LogClient log, Generations generations)
      throws InterruptedException {
    Map<TopicPartition, Long> folded = new HashMap<>();
    try (Admin admin = log.admin();
        Consumer<byte[], byte[]> reader = log.reader("pending-orders")) {
      LogClient.partitions(reader, Topics.ORDER_COMMANDS).forEach(p -> folded.put(p, 0L));
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(generations.group("orders"))
              .partitionsToOffsetAndMetadata()
              .get();
      committed.forEach(
          (partition, offset) -> {
            if (offset != null) {
              folded.computeIfPresent(partition, (_, _) -> offset.offset());
            }
          });
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot ask how far the orders service is", e);
    }
    return folded;
  }

  /// Enters the commands that were acknowledged before this process started and are not folded yet.
  /// They stand outside of transactions, so they count at once, though one that is open still keeps
  /// the orders service before them. What is sent again to one service stands in transactions, and
  /// for a command that came before.
  void recover(LogClient log, Schemas schemas, Map<TopicPartition, Long> folded, View<Order> view) {
    Deserializer<OrderCommand> commands = schemas.serde(Topics.ORDER_COMMANDS).deserializer();
    try (Consumer<byte[], byte[]> reader = log.readerOfAll("pending-orders")) {
      reader.assign(folded.keySet());
      folded.forEach(reader::seek);
      LogClient.readToEnd(reader, record -> recover(record, commands, view));
    }
  }

  private void recover(
      ConsumerRecord<byte[], byte[]> record,
      Deserializer<OrderCommand> commands,
      View<Order> view) {
    if (record.key() == null || record.value() == null || Redriven.isAddressed(record.headers())) {
      return;
    }
    try {
      OrderCommand command = commands.deserialize(record.topic(), record.value());
      // What others keep is theirs to wait for, and would never leave here.
      if (!view.shows(command.getOrderId())) {
        return;
      }
      byOrderId.putIfAbsent(
          command.getOrderId(),
          new Pending(command.getFingerprint(), CompletableFuture.completedFuture(null)));
      if (view.get(command.getOrderId()) != null) {
        leave(command.getOrderId());
      }
    } catch (SerializationException e) {
      // The orders service sets it aside as a dead letter: it will never be an order.
    }
  }

  /// How many are on their way.
  int size() {
    return byOrderId.size();
  }

  /// The ids on their way, for messages.
  List<String> some() {
    return byOrderId.keySet().stream().limit(5).toList();
  }
}
