package io.insideout.services.fraud;

import static io.insideout.catalog.Topics.FRAUD_RULES;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_VALIDATIONS;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.SentRecord;
import io.insideout.testkit.TopologyHarness;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// In whatever order orders arrive and however often, the answers are those of a batch computation
/// over the orders in that order of arrival, each taken once: it compares all pairs of orders and
/// knows neither stores nor windows that are kept up.
class FraudPropertyTest {
  private static final Instant NOON = Instant.parse("2010-12-01T12:00:00Z");
  private static final List<FraudRule> RULES =
      List.of(
          rule("a", FraudSubject.CARD, FraudMeasure.ORDERS, 60_000, 2),
          rule("b", FraudSubject.CARD, FraudMeasure.TOTAL_MINOR, 300_000, 5_000),
          rule("c", FraudSubject.CUSTOMER, FraudMeasure.TOTAL_MINOR, 90_000, 3_000),
          rule("d", FraudSubject.CUSTOMER, FraudMeasure.ORDERS, 7_000, 1));

  static List<Long> seeds() {
    return new Random(20_260_726).longs(25).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void decisionsEqualABatchComputation(long seed) {
    List<Order> arriving = arriving(new Random(seed));
    try (TopologyHarness harness = new TopologyHarness(new FraudService())) {
      RULES.forEach(rule -> harness.send(FRAUD_RULES, rule.getRuleId(), rule));
      arriving.forEach(order -> harness.send(ORDERS, order.getOrderId(), order));

      Map<String, Answered> answers = new TreeMap<>();
      for (SentRecord<OrderValidation> sent : harness.sent(ORDER_VALIDATIONS)) {
        OrderValidation answer = sent.value();
        assertThat(answer.getOutcome())
            .isEqualTo(answer.getReason() == null ? Outcome.PASS : Outcome.FAIL);
        answers.merge(answer.getOrderId(), Answered.of(answer), Answered::and);
      }
      assertThat(answers).isEqualTo(batch(arriving));
    }
  }

  @Test
  void theSeedsReachEveryRule() {
    String reasons =
        String.join(
            "\n",
            seeds().stream()
                .flatMap(seed -> batch(arriving(new Random(seed))).values().stream())
                .map(Answered::toString)
                .toList());

    assertThat(reasons).contains("rule a:", "rule b:", "rule c:", "rule d:", "reasons=[]");
  }

  /// Orders around the edges of windows, some of them twice.
  private static List<Order> arriving(Random random) {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      long micros = 1_000_000L * random.nextInt(0, 600);
      Instant placedAt =
          NOON.plusNanos(1_000 * (random.nextBoolean() ? micros : micros / 60_000_000 * 60_000_000))
              .minusNanos(1_000L * random.nextInt(2));
      OrderFixture order = order("o-" + i).card("card-" + random.nextInt(4)).placedAt(placedAt);
      order = random.nextInt(5) == 0 ? order.guest() : order.customer("c-" + random.nextInt(4));
      Order requested = order.line("A", 1, 10_000L * random.nextInt(0, 2_000)).requested();
      orders.add(requested);
      if (random.nextInt(4) == 0) {
        orders.add(requested);
      }
    }
    Collections.shuffle(orders, random);
    return orders;
  }

  /// What an order was answered, in however many answers: each part once, each reason once.
  private record Answered(List<String> parts, List<String> reasons) {
    static Answered of(OrderValidation answer) {
      String reason = answer.getReason();
      return new Answered(
          answer.getCovers(), reason == null ? List.of() : List.of(reason.split("; ")));
    }

    Answered and(Answered other) {
      return new Answered(sorted(parts, other.parts), sorted(reasons, other.reasons));
    }

    private static List<String> sorted(List<String> some, List<String> others) {
      return Stream.concat(some.stream(), others.stream()).sorted().toList();
    }
  }

  private static Map<String, Answered> batch(List<Order> arriving) {
    List<Order> once = new ArrayList<>();
    arriving.stream().filter(order -> !once.contains(order)).forEach(once::add);
    Map<String, Answered> answers = new TreeMap<>();
    for (int i = 0; i < once.size(); i++) {
      List<Order> upToHere = once.subList(0, i + 1);
      String orderId = once.get(i).getOrderId();
      answers.put(orderId, new Answered(List.of("card"), reasons(upToHere, FraudSubject.CARD)));
      if (once.get(i).getCustomerId() != null) {
        answers.merge(
            orderId,
            new Answered(List.of("customer"), reasons(upToHere, FraudSubject.CUSTOMER)),
            Answered::and);
      }
    }
    return answers;
  }

  /// Why the last of these orders is declined.
  private static List<String> reasons(List<Order> orders, FraudSubject subject) {
    List<String> reasons = new ArrayList<>();
    Order last = orders.getLast();
    for (FraudRule rule : RULES) {
      if (rule.getSubject() == subject) {
        BigInteger window = window(last, rule);
        long figure =
            orders.stream()
                .filter(order -> subject(order, subject).equals(subject(last, subject)))
                .filter(order -> window(order, rule).equals(window))
                .mapToLong(
                    order -> rule.getMeasure() == FraudMeasure.ORDERS ? 1 : order.getTotalMinor())
                .sum();
        if (figure > rule.getLimit()) {
          long start = window.longValueExact() * rule.getWindowMillis();
          reasons.add(new Figure(rule, start, rule.getWindowMillis(), figure).text());
        }
      }
    }
    return reasons;
  }

  private static String subject(Order order, FraudSubject subject) {
    return subject == FraudSubject.CARD
        ? order.getCardToken()
        : String.valueOf(order.getCustomerId());
  }

  /// The number of the window since the epoch; the orders are of later than that.
  private static BigInteger window(Order order, FraudRule rule) {
    return BigInteger.valueOf(order.getPlacedAtMicros())
        .divide(BigInteger.valueOf(rule.getWindowMillis() * 1_000));
  }

  private static FraudRule rule(
      String id, FraudSubject subject, FraudMeasure measure, long windowMillis, long limit) {
    return new FraudRule(id, subject, measure, windowMillis, limit);
  }
}
