package io.insideout.services.fraud;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Check;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Topics;
import io.insideout.runtime.stream.TableLookup;
import io.insideout.services.fraud.Assessment.Assessed;
import io.insideout.services.fraud.Assessment.Repeated;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Assesses the orders of each subject one after the other, and remembers them.
final class FraudProcessor implements Processor<String, SubjectOrder, String, OrderValidation> {
  private final String activityStore;
  private @Nullable ProcessorContext<String, OrderValidation> context;
  private @Nullable KeyValueStore<String, SubjectActivity> activity;
  private @Nullable TableLookup<FraudRule> rules;

  FraudProcessor(String activityStore) {
    this.activityStore = activityStore;
  }

  @Override
  public void init(ProcessorContext<String, OrderValidation> context) {
    this.context = context;
    activity = context.getStateStore(activityStore);
    rules = new TableLookup<>(context, Topics.FRAUD_RULES);
  }

  @Override
  public void process(Record<String, SubjectOrder> record) {
    Subject subject = Subject.withKey(record.key());
    List<FraudRule> applying =
        requireNonNull(rules).all().stream()
            .filter(rule -> rule.getSubject() == subject.kind())
            .toList();
    SubjectActivity before = requireNonNull(activity).get(record.key());
    switch (Assessment.of(before, record.value(), applying)) {
      // The answer and the memory of the order are of one transaction: it was answered.
      case Repeated() -> {}
      case Assessed(var after, var breaches) -> {
        activity.put(record.key(), after);
        requireNonNull(context)
            .forward(
                record
                    .withKey(record.value().getOrderId())
                    .withValue(answer(record.value().getOrderId(), subject, breaches)));
      }
    }
  }

  // Avro's classes are not annotated: a reason may be null in the schema.
  @SuppressWarnings("NullAway")
  private static OrderValidation answer(String orderId, Subject subject, List<Breach> breaches) {
    List<String> covers = List.of(subject.part());
    return breaches.isEmpty()
        ? new OrderValidation(orderId, Check.FRAUD, covers, Outcome.PASS, null)
        : new OrderValidation(
            orderId,
            Check.FRAUD,
            covers,
            Outcome.FAIL,
            breaches.stream().map(Breach::text).collect(Collectors.joining("; ")));
  }
}
