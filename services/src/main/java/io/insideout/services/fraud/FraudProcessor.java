package io.insideout.services.fraud;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Check;
import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudFigure;
import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.SuspiciousCard;
import io.insideout.runtime.stream.GlobalTable;
import io.insideout.runtime.stream.TableLookup;
import io.insideout.services.fraud.Assessment.Assessed;
import io.insideout.services.fraud.Assessment.Repeated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Assesses the orders of each subject one after the other, remembers them, and answers an order
/// once for all of its subjects here.
final class FraudProcessor implements Processor<String, SubjectOrder, String, OrderValidation> {
  private final String activityStore;
  private final GlobalTable<FraudRule> rulesTable;
  private final GlobalTable<SuspiciousCard> suspicionsTable;
  private @Nullable ProcessorContext<String, OrderValidation> context;
  private @Nullable KeyValueStore<String, SubjectActivity> activity;
  private @Nullable TableLookup<FraudRule> rules;
  private @Nullable TableLookup<SuspiciousCard> suspicions;

  FraudProcessor(
      String activityStore,
      GlobalTable<FraudRule> rulesTable,
      GlobalTable<SuspiciousCard> suspicionsTable) {
    this.activityStore = activityStore;
    this.rulesTable = rulesTable;
    this.suspicionsTable = suspicionsTable;
  }

  @Override
  public void init(ProcessorContext<String, OrderValidation> context) {
    this.context = context;
    activity = context.getStateStore(activityStore);
    rules = rulesTable.lookup(context);
    suspicions = suspicionsTable.lookup(context);
  }

  @Override
  public void process(Record<String, SubjectOrder> record) {
    // Before any rule is looked up: those that are may be newer, never older.
    long rulesOffset = requireNonNull(rules).offset(0);
    // Decided before anything is written, and those who answered this order before left out.
    Map<Subject, Assessed> assessed = new LinkedHashMap<>();
    for (Subject subject : subjects(record)) {
      SubjectActivity before = requireNonNull(activity).get(subject.key());
      List<FraudRule> applying = applying(subject);
      Suspicion suspicion = suspicion(subject, applying);
      switch (Assessment.of(before, record.value(), applying, suspicion)) {
        // The answer and the memory of the order are of one transaction: it was answered.
        case Repeated() -> {}
        case Assessed now -> assessed.put(subject, now);
      }
    }
    if (!assessed.isEmpty()) {
      assessed.forEach((subject, now) -> requireNonNull(activity).put(subject.key(), now.after()));
      String orderId = record.value().getOrderId();
      requireNonNull(context)
          .forward(record.withKey(orderId).withValue(answer(orderId, assessed, rulesOffset)));
    }
  }

  private static List<Subject> subjects(Record<String, SubjectOrder> record) {
    List<String> keys = record.value().getSubjects();
    return (keys.isEmpty() ? List.of(record.key()) : keys).stream().map(Subject::withKey).toList();
  }

  private List<FraudRule> applying(Subject subject) {
    return requireNonNull(rules).all().stream()
        .filter(rule -> rule.getSubject() == subject.kind())
        .toList();
  }

  private Suspicion suspicion(Subject subject, List<FraudRule> applying) {
    if (subject.kind() != FraudSubject.CARD
        || applying.stream()
            .noneMatch(rule -> rule.getMeasure() == FraudMeasure.SUSPICIOUS_AUTHORIZATIONS)) {
      return Suspicion.NONE;
    }
    // Before the row, which may be newer, never older.
    long offset = requireNonNull(suspicions).offset(subject.id());
    return new Suspicion(requireNonNull(suspicions).find(subject.id()).orElse(null), offset);
  }

  // Avro's classes are not annotated: a reason may be null in the schema.
  @SuppressWarnings("NullAway")
  private static OrderValidation answer(
      String orderId, Map<Subject, Assessed> assessed, long rulesOffset) {
    List<String> covers = assessed.keySet().stream().map(Subject::part).toList();
    List<FraudAssessment> restsOn =
        assessed.entrySet().stream()
            .map(one -> restsOn(one.getKey(), one.getValue(), rulesOffset))
            .toList();
    List<Figure> breaches =
        assessed.values().stream().flatMap(now -> now.breaches().stream()).toList();
    return breaches.isEmpty()
        ? new OrderValidation(orderId, Check.FRAUD, covers, Outcome.PASS, null, restsOn, List.of())
        : new OrderValidation(
            orderId,
            Check.FRAUD,
            covers,
            Outcome.FAIL,
            breaches.stream().map(Figure::text).collect(Collectors.joining("; ")),
            restsOn,
            List.of());
  }

  // As above: a suspicion may be null.
  @SuppressWarnings("NullAway")
  private static FraudAssessment restsOn(Subject subject, Assessed assessed, long rulesOffset) {
    return new FraudAssessment(
        subject.part(),
        assessed.after().getAssessed(),
        rulesOffset,
        assessed.figures().stream().map(one -> new FraudFigure(one.rule(), one.figure())).toList(),
        assessed.suspicion().row(),
        assessed.suspicion().offset());
  }
}
