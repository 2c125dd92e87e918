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
      // A later version that is still REQUESTED has asked before.
      case REQUESTED -> order.getVersion() == 1 ? requests(StockAction.RESERVE, order) : List.of();
      case REJECTED, CANCELLED, EXPIRED, PAYMENT_FAILED -> requests(StockAction.RELEASE, order);
      case RETURNED -> requests(StockAction.RETURN, order);
      case VALIDATED, PAID, SHIPPED, DELIVERED -> List.of();
    };
  }

  private List<StockRequest> requests(StockAction action, Order order) {
    return needs(order, action).entrySet().stream()
        .map(
            at ->
                switch (action) {
                  case RESERVE, RETURN ->
                      new StockRequest(at.getKey(), action, list(at.getValue()));
                  case RELEASE -> new StockRequest(at.getKey(), action, List.of());
                })
        .toList();
  }

  private Map<Integer, Map<String, Long>> needs(Order order, StockAction action) {
    Map<Integer, Map<String, Long>> needs = new TreeMap<>();
    for (int i = 0; i < order.getLines().size(); i++) {
      OrderLine line = order.getLines().get(i);
      long quantity =
          switch (action) {
            case RESERVE, RELEASE -> line.getQuantity();
            case RETURN ->
                order.getReturnedQuantities().isEmpty() ? 0 : order.getReturnedQuantities().get(i);
          };
      if (action == StockAction.RETURN && quantity == 0) {
        continue;
      }
      // An int for each line: a long holds the sum of more lines than a record can.
      needs
          .computeIfAbsent(partitionOf(line.getSku()), _ -> new LinkedHashMap<>())
          .merge(line.getSku(), quantity, Long::sum);
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
