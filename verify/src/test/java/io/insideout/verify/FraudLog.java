package io.insideout.verify;

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
  private boolean isBehind;

  static FraudRule ordersEach(long windowMillis, long limit) {
    return new FraudRule("r", FraudSubject.CARD, FraudMeasure.ORDERS, windowMillis, limit);
  }

  static FraudRule totalEach(long windowMillis, long limit) {
    return new FraudRule("t", FraudSubject.CARD, FraudMeasure.TOTAL_MINOR, windowMillis, limit);
  }

  static FraudFigure figure(FraudRule rule, long figure) {
    return new FraudFigure(rule, figure);
  }

  FraudLog rule(FraudRule rule) {
    return row(rule.getRuleId(), new Content.Value(rule, PlantedLog.raw(rule)));
  }

  FraudLog noRule(String ruleId) {
    return row(ruleId, new Content.Tombstone());
  }

  private FraudLog row(String ruleId, Content content) {
    long offset = entries.size();
    entries.add(
        new Entry(
            new Coordinates(Topics.FRAUD_RULES.name(), 0, offset), 0, ruleId, content, null, null));
    if (!isBehind) {
      rulesOffset = offset;
    }
    return this;
  }

  /// From here on the service's table does not see what comes.
  FraudLog isBehind() {
    isBehind = true;
    return this;
  }

  /// Some row that is not about fraud any more: compaction took it.
  FraudLog compacted(String ruleId) {
    entries.remove(
        entries.stream()
            .filter(one -> one.at().topic().equals(Topics.FRAUD_RULES.name()))
            .filter(one -> ruleId.equals(one.key()))
            .findFirst()
            .orElseThrow());
    return this;
  }

  /// The next order, and what is said of it.
  FraudLog order(long placedAtMillis, long totalMinor, FraudFigure... figures) {
    FraudAssessment said = new FraudAssessment("card", orders + 1L, rulesOffset, List.of(figures));
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
                            one.getRule().getMeasure() == FraudMeasure.ORDERS
                                ? one.getFigure()
                                : Money.minorText(one.getFigure()),
                            Instant.ofEpochMilli(
                                placedAtMillis
                                    - Math.floorMod(
                                        placedAtMillis, one.getRule().getWindowMillis()))))
            .collect(Collectors.joining("; "));
    return reason.isEmpty() ? null : reason;
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
}
