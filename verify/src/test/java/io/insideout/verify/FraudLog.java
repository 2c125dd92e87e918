package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudFigure;
import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.SuspiciousCard;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// The orders of one card, and what fraud said of them, written down by hand.
// Avro's generated classes take null where the schema does, and do not say so.
@SuppressWarnings("NullAway")
final class FraudLog {
  static {
    // Avro's builders copy values, which it does only of classes that it was told to trust.
    var _ = Schemas.inMemory();
  }

  private final List<Entry> entries = new ArrayList<>();
  private int orders;
  private long rulesOffset = -1;
  private @Nullable SuspiciousCard suspicion;
  private long suspicionsOffset = -1;
  private boolean isBehind;
  private int compacted;

  static FraudRule ordersEach(long windowMillis, long limit) {
    return new FraudRule("r", FraudSubject.CARD, FraudMeasure.ORDERS, windowMillis, limit);
  }

  static FraudRule totalEach(long windowMillis, long limit) {
    return new FraudRule("t", FraudSubject.CARD, FraudMeasure.TOTAL_MINOR, windowMillis, limit);
  }

  static FraudRule suspiciousFor(long windowMillis, long limit) {
    return new FraudRule(
        "s", FraudSubject.CARD, FraudMeasure.SUSPICIOUS_AUTHORIZATIONS, windowMillis, limit);
  }

  /// The card, from one millisecond to another.
  static SuspiciousCard suspicious(long authorizations, long startMillis, long endMillis) {
    return new SuspiciousCard(
        "c", authorizations, Instant.ofEpochMilli(startMillis), Instant.ofEpochMilli(endMillis));
  }

  static FraudFigure figure(FraudRule rule, long figure) {
    return new FraudFigure(rule, figure);
  }

  FraudLog rule(FraudRule rule) {
    return row(Topics.FRAUD_RULES, rule.getRuleId(), new Content.Value(rule, PlantedLog.raw(rule)));
  }

  FraudLog noRule(String ruleId) {
    return row(Topics.FRAUD_RULES, ruleId, new Content.Tombstone());
  }

  /// The card is suspicious, and fraud knows it unless it is behind.
  FraudLog suspicion(SuspiciousCard row) {
    if (!isBehind) {
      suspicion = row;
    }
    return row(Topics.SUSPICIOUS_CARDS, "c", new Content.Value(row, PlantedLog.raw(row)));
  }

  /// The card is not suspicious any more.
  FraudLog noSuspicion() {
    if (!isBehind) {
      suspicion = null;
    }
    return row(Topics.SUSPICIOUS_CARDS, "c", new Content.Tombstone());
  }

  /// What fraud says that it knew of the card from here on, whatever it was.
  FraudLog told(@Nullable SuspiciousCard row) {
    suspicion = row;
    return this;
  }

  private FraudLog row(Topic<?> topic, String key, Content content) {
    // The rows of a topic alone: its offsets have no gaps before something is taken away.
    long offset =
        entries.stream().filter(one -> one.at().topic().equals(topic.name())).count() + compacted;
    entries.add(new Entry(new Coordinates(topic.name(), 0, offset), 0, key, content, null, null));
    if (!isBehind && topic.equals(Topics.FRAUD_RULES)) {
      rulesOffset = offset;
    } else if (!isBehind) {
      suspicionsOffset = offset;
    }
    return this;
  }

  /// From here on the service's table does not see what comes.
  FraudLog isBehind() {
    isBehind = true;
    return this;
  }

  /// Compaction takes the first row of a key.
  FraudLog compacted(Topic<?> topic, String key) {
    compacted++;
    entries.remove(
        entries.stream()
            .filter(one -> one.at().topic().equals(topic.name()))
            .filter(one -> key.equals(one.key()))
            .findFirst()
            .orElseThrow());
    return this;
  }

  /// The next order, and what is said of it.
  FraudLog order(long placedAtMillis, long totalMinor, FraudFigure... figures) {
    FraudAssessment said =
        new FraudAssessment(
            "card", orders + 1L, rulesOffset, List.of(figures), suspicion, suspicionsOffset);
    return order(placedAtMillis, totalMinor, List.of(said));
  }

  /// The next order, answered as it was before answers told what they rest on.
  FraudLog orderOfBefore(long placedAtMillis) {
    return order(placedAtMillis, 1, List.of());
  }

  private FraudLog order(long placedAtMillis, long totalMinor, List<FraudAssessment> said) {
    String orderId = "o-" + ++orders;
    Coordinates at =
        add(
            Topics.ORDERS.name(),
            orderId,
            Order.newBuilder()
                .setOrderId(orderId)
                .setVersion(1)
                .setState(OrderState.REQUESTED)
                .setCardToken("c")
                .setCurrency("GBP")
                .setLines(List.of(new OrderLine("TEA", 1, totalMinor * 10_000)))
                .setTotalMinor(totalMinor)
                .setPlacedAtMicros(placedAtMillis * 1_000)
                .setFingerprint("fp")
                .build(),
            null);
    String reason = reason(said, placedAtMillis);
    add(
        Topics.ORDER_VALIDATIONS.name(),
        orderId,
        new OrderValidation(
            orderId,
            Check.FRAUD,
            List.of("card"),
            reason == null ? Outcome.PASS : Outcome.FAIL,
            reason,
            said,
            List.of()),
        at);
    return this;
  }

  /// The last answer gives another reason.
  FraudLog reason(String reason) {
    Entry answer = entries.removeLast();
    OrderValidation said =
        OrderValidation.newBuilder((OrderValidation) PlantedLog.value(answer))
            .setReason(reason)
            .build();
    var _ = add(answer.at().topic(), said.getOrderId(), said, answer.cause());
    return this;
  }

  private static @Nullable String reason(List<FraudAssessment> said, long placedAtMillis) {
    Stream<FraudFigure> broken =
        said.stream()
            .flatMap(one -> one.getFigures().stream())
            .filter(one -> one.getFigure() > one.getRule().getLimit());
    String reason =
        broken
            .map(
                one ->
                    "rule %s: %s from %s"
                        .formatted(
                            one.getRule().getRuleId(),
                            one.getRule().getMeasure() == FraudMeasure.TOTAL_MINOR
                                ? Money.minorText(one.getFigure())
                                : one.getFigure(),
                            start(said.getFirst(), one.getRule(), placedAtMillis)))
            .collect(Collectors.joining("; "));
    return reason.isEmpty() ? null : reason;
  }

  private static Instant start(FraudAssessment said, FraudRule rule, long placedAtMillis) {
    return rule.getMeasure() == FraudMeasure.SUSPICIOUS_AUTHORIZATIONS
        ? said.getSuspicion().getWindowStart()
        : Instant.ofEpochMilli(
            placedAtMillis - Math.floorMod(placedAtMillis, rule.getWindowMillis()));
  }

  private Coordinates add(
      String topic, String key, SpecificRecord value, @Nullable Coordinates cause) {
    Coordinates at = new Coordinates(topic, 0, entries.size());
    entries.add(
        new Entry(at, 0, key, new Content.Value(value, ByteBuffer.allocate(0)), cause, null));
    return at;
  }

  List<Entry> entries() {
    return entries;
  }

  LawReport judged() {
    return Audit.of(entries, Quiet.no("it works")).law('H');
  }

  /// What is right is let pass.
  static void holds(FraudLog log) {
    LawReport law = log.judged();
    assertThat(law.holds()).as("%s", law).isTrue();
    assertThat(law.counted()).containsKeys("answers", "figures", "cards and customers");
  }

  /// What is wrong with the last answer is found, and nothing else.
  static void finds(FraudLog log, String sentence) {
    LawReport law = log.judged();
    assertThat(law.first())
        .as("%s", law)
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.sentence()).contains(sentence);
              assertThat(violation.at()).singleElement().isEqualTo(log.entries().getLast().at());
            });
  }
}
