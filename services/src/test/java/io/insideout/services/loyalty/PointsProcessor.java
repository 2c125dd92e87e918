package io.insideout.services.loyalty;

import io.insideout.catalog.Order;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Keeps each customer's points and forwards them whenever they grow.
final class PointsProcessor implements Processor<String, Order, String, LoyaltyPoints> {
  private final String store;
  private ProcessorContext<String, LoyaltyPoints> context;
  private KeyValueStore<String, LoyaltyPoints> balances;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  PointsProcessor(String store) {
    this.store = store;
  }

  @Override
  public void init(ProcessorContext<String, LoyaltyPoints> processorContext) {
    context = processorContext;
    balances = processorContext.getStateStore(store);
  }

  @Override
  public void process(Record<String, Order> record) {
    LoyaltyPoints before = balances.get(record.key());
    long points = (before == null ? 0 : before.getPoints()) + record.value().getTotalMinor() / 100;
    LoyaltyPoints after = new LoyaltyPoints(record.key(), points);
    balances.put(record.key(), after);
    context.forward(record.withValue(after));
  }
}
