package io.insideout.verify;

import io.insideout.catalog.Check;
import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Topics;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// H: what fraud answers equals a batch computation of the same windows, boundaries included.
///
/// An answer says for each card and customer which of its orders this one was, and which rules it
/// was held against, and as what it knew the card in suspicious-cards. So the orders of each are
/// put in that order again, whatever came twice, late or of old event times, and in however many
/// partitions; they are added up anew by their event time, and every figure is compared. An order
/// fails if and only if a figure is above its limit. No order is left out or counted twice, and
/// rules and suspicions are those that the log had. An answer of before it was said rests on
/// nothing that can be held against it: its card and its customer are counted, not judged.
final class FraudLaw implements Law {
  private static final String FRAUD = "fraud";

  private final SetAside setAside;
  private final RuleBook rules;
  private final SuspicionBook suspicions;

  /// By card or customer, then in the order in which their orders were assessed.
  private final Facts assessments;

  private final PlainAvro<FraudAssessment> avro = new PlainAvro<>(FraudAssessment.getClassSchema());

  FraudLaw(Scratch scratch, SetAside setAside) {
    this.setAside = setAside;
    this.rules = new RuleBook(scratch.facts("fraud-rules"));
    this.suspicions = new SuspicionBook(scratch.facts("suspicious-cards"));
    this.assessments = scratch.facts("fraud-assessments");
  }

  @Override
  public char letter() {
    return 'H';
  }

  @Override
  public String title() {
    return "Fraud";
  }

  @Override
  public void accept(Entry entry, Findings findings) {
    rules.accept(entry);
    suspicions.accept(entry);
  }

  @Override
  public void judge(Dossier order, Moment moment, Findings findings) {
    if (order.versions().isEmpty()) {
      return;
    }
    Order about = order.versions().getFirst().value();
    Set<String> answered = new HashSet<>();
    for (Filed<OrderValidation> answer : order.answers()) {
      if (answer.value().getCheck() == Check.FRAUD) {
        findings.count("answers");
        answered.addAll(answer.value().getCovers());
        file(about, answer, findings);
      }
    }
    if (moment.isQuiet() && !setAside.isOpen(FRAUD, order.versions().getFirst().at())) {
      for (Part part : Part.required(about)) {
        if (part.check() == Check.FRAUD && !answered.contains(part.name())) {
          findings.violation(
              "order %s: its %s was never assessed".formatted(order.orderId(), part.name()),
              order.versions().getFirst().at());
        }
      }
    }
  }

  private void file(Order about, Filed<OrderValidation> answer, Findings findings) {
    List<FraudAssessment> said = answer.value().getAssessed();
    if (said.isEmpty()) {
      findings.count("that do not say what they rest on");
      for (String part : answer.value().getCovers()) {
        file(about, part, unsaid(part), answer.at());
      }
      return;
    }
    new FraudAnswer(answer, about, findings).check();
    for (FraudAssessment one : said) {
      file(about, one.getPart(), one, answer.at());
    }
  }

  // Avro's classes are not annotated: a suspicion may be null in the schema.
  @SuppressWarnings("NullAway")
  private static FraudAssessment unsaid(String part) {
    return new FraudAssessment(part, 0L, -1L, List.of(), null, -1L);
  }

  private void file(Order about, String part, FraudAssessment said, Coordinates at) {
    String subject = subject(about, part);
    if (subject != null) {
      assessments.put(
          FactKey.numbered(subject, said.getNumber(), at.partition(), at.offset()),
          new FiledAssessment(
                  about.getOrderId(), about.getPlacedAtMicros(), about.getTotalMinor(), said)
              .encode(avro));
    }
  }

  /// Whose orders are added up; null where the order has no such part, which law C tells.
  private static @Nullable String subject(Order order, String part) {
    return switch (part) {
      case "card" -> "card " + order.getCardToken();
      case "customer" -> order.getCustomerId() == null ? null : "customer " + order.getCustomerId();
      default -> null;
    };
  }

  @Override
  public void look(Dossier order, Moment moment, Findings findings) {
    judge(order, moment, findings);
    if (!order.versions().isEmpty()) {
      Order about = order.versions().getFirst().value();
      for (Part part : Part.required(about)) {
        String subject = part.check() == Check.FRAUD ? subject(about, part.name()) : null;
        if (subject != null) {
          count(FactKey.of(subject), subject, moment, findings);
        }
      }
    }
  }

  /// Counts one subject's orders again.
  private void count(byte[] from, String subject, Moment moment, Findings findings) {
    SubjectCount count = new SubjectCount(subject, rules, suspicions, moment, findings);
    try (Facts.Cursor cursor = assessments.scan(from)) {
      while (cursor.next() && FactKey.sameSubject(from, cursor.key())) {
        take(cursor, count);
      }
    }
  }

  private void take(Facts.Cursor cursor, SubjectCount count) {
    ByteBuffer key = ByteBuffer.wrap(cursor.key());
    key.position(FactKey.subjectBytes(cursor.key()) + Long.BYTES);
    count.take(
        new Coordinates(Topics.ORDER_VALIDATIONS.name(), key.getInt(), key.getLong()),
        FiledAssessment.decode(cursor.value(), avro));
  }

  @Override
  public void finish(Moment moment, Findings findings) {
    try (Facts.Cursor cursor = assessments.scan(new byte[0])) {
      SubjectCount count = null;
      byte[] first = new byte[0];
      while (cursor.next()) {
        byte[] key = cursor.key();
        if (count == null || !FactKey.sameSubject(first, key)) {
          findings.count("cards and customers");
          count = new SubjectCount(FactKey.subject(key), rules, suspicions, moment, findings);
          first = key;
        }
        take(cursor, count);
      }
    }
  }
}
