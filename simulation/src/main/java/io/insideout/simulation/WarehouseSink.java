package io.insideout.simulation;

import io.insideout.catalog.Order;
import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Tells the warehouse of every version of an order, at least once: it may go back, and tell it
/// again.
final class WarehouseSink {
  private final SimulatedLog log;
  private final Schemas schemas;
  private final Warehouse warehouse;
  private final DeadLetters letters;
  private final RandomGenerator random;
  private final Lots lots;

  /// The place of the next record, by partition.
  private final int[] places;

  /// @param letters knows what nobody can read
  WarehouseSink(
      SimulatedLog log,
      Schemas schemas,
      Warehouse warehouse,
      DeadLetters letters,
      RandomGenerator random) {
    this.log = log;
    this.schemas = schemas;
    this.warehouse = warehouse;
    this.letters = letters;
    this.random = random;
    this.lots = new Lots(random);
    this.places = new int[log.partitions(Topics.ORDERS.name())];
  }

  /// Takes the next record of a partition, if there is one.
  ///
  /// @return what it did
  Optional<String> take() {
    List<Integer> behind = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i] < partition(i).size()) {
        behind.add(i);
      }
    }
    return lots.oneOf(behind).map(this::take);
  }

  private String take(int partition) {
    ConsumerRecord<byte[], byte[]> record = partition(partition).fetch(places[partition]++);
    if (!letters.isIllegible(record)) {
      warehouse.take(read(record));
    }
    return "the warehouse reads orders/%d/%d".formatted(partition, record.offset());
  }

  private Order read(ConsumerRecord<byte[], byte[]> record) {
    return schemas.serde(Topics.ORDERS).deserializer().deserialize(record.topic(), record.value());
  }

  /// Loses its position in a partition, and will tell again from an earlier one on.
  ///
  /// @return what it did
  String goBack() {
    int partition = random.nextInt(places.length);
    places[partition] -= random.nextInt(places[partition] + 1);
    return "the warehouse goes back to record %d of orders/%d"
        .formatted(places[partition], partition);
  }

  private SimulatedPartition partition(int number) {
    return log.partition(new TopicPartition(Topics.ORDERS.name(), number));
  }
}
