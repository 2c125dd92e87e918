package io.insideout.services.fraud;

import static io.insideout.catalog.Topics.FRAUD_RULES;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_VALIDATIONS;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.runtime.Environment;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Fraud: rules, as data, on what one card or one customer orders within a window of event time.
///
/// Each order asks one question for each of its subjects. The questions meet at the subject's
/// partition, so that the orders of one subject are assessed one after the other.
public final class FraudService implements StreamsService {
  @Override
  public String name() {
    return "fraud";
  }

  @Override
  public Topology topology(TopologyWriter writer) {
    writer.globalTable(FRAUD_RULES);
    String activity = writer.store("activity", SubjectActivity.class);
    KStream<String, SubjectOrder> questions =
        writer.stream(ORDERS)
            .filter(FraudService::isRequested, Named.as("requested"))
            .flatMap(FraudService::questions, Named.as("ask-for-each-subject"));
    KStream<String, OrderValidation> answers =
        writer
            .repartition(questions, "subjects", SubjectOrder.class, ORDERS)
            .process(() -> new FraudProcessor(activity), Named.as("check-fraud"), activity);
    writer.write(answers, ORDER_VALIDATIONS);
    return writer.build();
  }

  @Override
  public Assembled assemble(Environment environment) {
    return FraudAssembly.of(this, environment);
  }

  private static boolean isRequested(String orderId, Order order) {
    return order.getState() == OrderState.REQUESTED;
  }

  private static List<KeyValue<String, SubjectOrder>> questions(String orderId, Order order) {
    SubjectOrder question =
        new SubjectOrder(order.getOrderId(), order.getTotalMinor(), order.getPlacedAtMicros());
    return Subject.of(order).stream()
        .map(subject -> KeyValue.pair(subject.key(), question))
        .toList();
  }
}
