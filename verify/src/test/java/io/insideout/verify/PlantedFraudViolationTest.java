package io.insideout.verify;

import static io.insideout.catalog.Outcome.FAIL;
import static io.insideout.catalog.Outcome.PASS;
import static io.insideout.verify.PlantedLog.value;

import io.insideout.catalog.Check;
import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudFigure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Fraud, in histories at random. What depends on times is in [FraudLawTest].
// Avro's generated classes take null where the schema does, and do not say so.
@SuppressWarnings("NullAway")
class PlantedFraudViolationTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource({"alerts", "figures", "rules"})
  void is_found_by_its_law_at_its_coordinates(Plant plant) {
    plant.assertFound();
  }

  static Stream<Plant> alerts() {
    return Stream.of(
        new Plant(
            "an alert that was missed",
            'H',
            "fraud passed, and rule",
            log -> answers(log, FAIL, one -> one.setOutcome(PASS).setReason(null))),
        new Plant(
            "a false alert",
            'H',
            "fraud failed, and no figure is above its limit",
            log -> answers(log, PASS, one -> one.setOutcome(FAIL).setReason("a whim"))),
        new Plant(
            "an alert where the limit is reached and not passed",
            'H',
            "fraud failed, and no figure is above its limit",
            log -> {
              Entry reached =
                  log.find(
                      OrderValidation.class,
                      one ->
                          one.getAssessed().stream()
                              .flatMap(said -> said.getFigures().stream())
                              .anyMatch(f -> f.getFigure() == f.getRule().getLimit()));
              return log.edit(
                  reached,
                  (OrderValidation one) ->
                      OrderValidation.newBuilder(one)
                          .setOutcome(FAIL)
                          .setReason("the limit is reached")
                          .build());
            }),
        new Plant(
            "an alert that does not tell what it is about",
            'H',
            "its reason does not tell",
            log -> answers(log, FAIL, one -> one.setReason("no"))),
        new Plant(
            "an alert about another window",
            'H',
            "its reason does not tell",
            log ->
                answers(
                    log,
                    FAIL,
                    one -> one.setReason(one.getReason().replace("1970-01-01", "1970-01-02")))),
        new Plant(
            "an order whose card nobody looked at",
            'H',
            "its card was never assessed",
            log -> {
              Entry answer = last(log, "card");
              String orderId = ((OrderValidation) value(answer)).getOrderId();
              log.remove(answer);
              return log.requested(orderId).at();
            }),
        new Plant(
            "a part that is answered for and was not looked at",
            'H',
            "and assessed [card]",
            log ->
                log.edit(
                    last(log, "card"),
                    (OrderValidation one) ->
                        OrderValidation.newBuilder(one)
                            .setCovers(List.of("card", "customer"))
                            .build())));
  }

  static Stream<Plant> figures() {
    return Stream.of(
        new Plant(
            "an order that was not counted",
            'H',
            "in its window, and fraud says",
            log -> figure(log, one -> one.setFigure(one.getFigure() - 1))),
        new Plant(
            "an order of another window that was counted",
            'H',
            "in its window, and fraud says",
            log -> figure(log, one -> one.setFigure(one.getFigure() + 1))),
        new Plant(
            "two orders that are the same one of a card",
            'H',
            "and so is another",
            log -> assessment(log, one -> one.setNumber(one.getNumber() - 1))),
        new Plant(
            "an order between two others that is missing",
            'H',
            "is missing",
            log -> {
              Entry last = last(log, "card");
              return log.edit(
                  last,
                  (OrderValidation one) ->
                      with(
                          one,
                          FraudAssessment.newBuilder(one.getAssessed().getFirst())
                              .setNumber(one.getAssessed().getFirst().getNumber() + 1)
                              .build()));
            }));
  }

  static Stream<Plant> rules() {
    return Stream.of(
        new Plant(
            "a rule that was not applied",
            'H',
            "was held against [], and rule cards was",
            log -> assessment(log, one -> one.setFigures(List.of()))),
        new Plant(
            "a limit that the log never had",
            'H',
            "and rule cards was",
            log -> rule(log, FraudRule.newBuilder(FraudModel.RULES.get(0)).setLimit(9).build())),
        new Plant(
            "a rule about customers that a card was held against",
            'H',
            "which is not for it",
            log -> rule(log, FraudModel.RULES.get(1))));
  }

  private static Coordinates answers(
      PlantedLog log, Outcome outcome, UnaryOperator<OrderValidation.Builder> change) {
    Entry answer =
        log.find(
            OrderValidation.class,
            one -> one.getCheck() == Check.FRAUD && one.getOutcome() == outcome);
    return log.edit(
        answer, (OrderValidation one) -> change.apply(OrderValidation.newBuilder(one)).build());
  }

  /// The last answer about a card in its partition that is not its first one.
  private static Entry last(PlantedLog log, String part) {
    return log.last(
        OrderValidation.class,
        one ->
            one.getAssessed().stream()
                .anyMatch(said -> said.getPart().equals(part) && said.getNumber() > 1));
  }

  private static Coordinates assessment(
      PlantedLog log, UnaryOperator<FraudAssessment.Builder> change) {
    return log.edit(
        last(log, "card"),
        (OrderValidation one) ->
            with(
                one,
                change.apply(FraudAssessment.newBuilder(one.getAssessed().getFirst())).build()));
  }

  private static Coordinates figure(PlantedLog log, UnaryOperator<FraudFigure.Builder> change) {
    return assessment(
        log,
        said ->
            said.setFigures(
                List.of(
                    change.apply(FraudFigure.newBuilder(said.getFigures().getFirst())).build())));
  }

  private static Coordinates rule(PlantedLog log, FraudRule rule) {
    return figure(log, one -> one.setRule(rule));
  }

  private static OrderValidation with(OrderValidation answer, FraudAssessment said) {
    return OrderValidation.newBuilder(answer).setAssessed(List.of(said)).build();
  }
}
