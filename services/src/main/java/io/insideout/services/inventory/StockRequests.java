package io.insideout.services.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/// What a version of an order asks of the partitions of its SKUs, one request each.
///
/// @param partitions that the topic of stock has
record StockRequests(int partitions) {
  List<StockRequest> of(Order order) {
    return switch (order.getState()) {
      case REQUESTED -> requests(StockAction.RESERVE, order);
      case REJECTED, CANCELLED, EXPIRED, PAYMENT_FAILED -> requests(StockAction.RELEASE, order);
      case VALIDATED, PAID, SHIPPED, DELIVERED, RETURNED -> List.of();
    };
  }

  private List<StockRequest> requests(StockAction action, Order order) {
    return needs(order.getLines()).entrySet().stream()
        .map(
            at ->
                switch (action) {
                  case RESERVE -> new StockRequest(at.getKey(), action, list(at.getValue()));
                  case RELEASE -> new StockRequest(at.getKey(), action, List.of());
                })
        .toList();
  }

  private Map<Integer, Map<String, Long>> needs(List<OrderLine> lines) {
    Map<Integer, Map<String, Long>> needs = new TreeMap<>();
    for (OrderLine line : lines) {
      // An int for each line: a long holds the sum of more lines than a record can.
      needs
          .computeIfAbsent(partitionOf(line.getSku()), _ -> new LinkedHashMap<>())
          .merge(line.getSku(), (long) line.getQuantity(), Long::sum);
    }
    return needs;
  }

  private static List<StockNeed> list(Map<String, Long> quantities) {
    return quantities.entrySet().stream()
        .map(need -> new StockNeed(need.getKey(), need.getValue()))
        .toList();
  }

  /// The partition of `stock` that keeps the SKU, as Kafka's default partitioner places it.
  int partitionOf(String sku) {
    return BuiltInPartitioner.partitionForKey(sku.getBytes(UTF_8), partitions);
  }

  /// Sends a request to the task that reads this partition of `stock`.
  static Optional<Set<Integer>> partition(
      String topic, String orderId, StockRequest request, int partitions) {
    return Optional.of(Set.of(request.getPartition()));
  }
}
