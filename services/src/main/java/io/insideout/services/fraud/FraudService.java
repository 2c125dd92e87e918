package io.insideout.services.fraud;

import static io.insideout.catalog.Topics.FRAUD_RULES;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_VALIDATIONS;
import static io.insideout.catalog.Topics.SUSPICIOUS_CARDS;

import io.insideout.catalog.FraudRule;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.SuspiciousCard;
import io.insideout.runtime.Environment;
import io.insideout.runtime.stream.GlobalTable;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Fraud: rules, as data, on what one card or one customer orders within a window of event time,
/// and on what SQL found of a card.
///
/// Each order asks one question at each partition that keeps subjects of it, so that the orders of
/// one subject are assessed one after the other.
public final class FraudService implements StreamsService {
  @Override
  public String name() {
    return "fraud";
  }

  @Override
  public Topology topology(TopologyWriter writer) {
    GlobalTable<FraudRule> rules = writer.globalTable(FRAUD_RULES);
    String activity = writer.store("activity", SubjectActivity.class);
    SubjectQuestions questions = new SubjectQuestions(writer.partitions(ORDERS));
    KStream<String, SubjectOrder> asked =
        writer.stream(ORDERS)
            .filter(FraudService::isRequested, Named.as("requested"))
            .flatMapValues(questions::of, Named.as("ask-for-each-partition-of-subjects"));
    KStream<String, SubjectOrder> subjects =
        writer.repartition(asked, "subjects", SubjectOrder.class, ORDERS, questions::partition);
    // Behind the streams: tasks are numbered as they are met here, and what is on disk by them.
    GlobalTable<SuspiciousCard> suspicions = writer.globalTable(SUSPICIOUS_CARDS);
    KStream<String, OrderValidation> answers =
        subjects.process(
            () -> new FraudProcessor(activity, rules, suspicions),
            Named.as("check-fraud"),
            activity);
    writer.write(answers, ORDER_VALIDATIONS);
    return writer.build();
  }

  @Override
  public Assembled assemble(Environment environment) {
    return FraudAssembly.of(this, environment);
  }

  /// A later version may be REQUESTED too, where something else of it changed: it was asked about.
  private static boolean isRequested(String orderId, Order order) {
    return order.getState() == OrderState.REQUESTED && order.getVersion() == 1;
  }
}
